package org.jvirtd.driver.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.ErrorDomain;
import org.jvirtd.protocol.network.NetworkFlags.UpdateCommand;
import org.jvirtd.protocol.network.NetworkFlags.UpdateSection;
import org.jvirtd.rpc.RpcException;

/** Networks are read, completed, changed and written. */
class NetworkXmlTest {
  private static final UUID UUID_OF_OURS = UUID.fromString("0a000000-1111-2222-3333-444444444444");
  private static final int ADD_LAST = 3;

  private static NetworkDefinition parse(String inside) {
    return NetworkXml.parse(
        "<network><name>n</name>" + inside + "</network>", false, () -> UUID_OF_OURS);
  }

  private static String roundTrip(String inside) {
    String text = NetworkXml.format(parse(inside));
    assertThat(NetworkXml.format(NetworkXml.parse(text, true))).isEqualTo(text);
    return text;
  }

  @Test
  void whatIsNotSaidIsFilledIn() {
    assertThat(roundTrip("<forward/><ip address='10.1' prefix='8'/>"))
        .isEqualTo(
            """
            <network>
              <name>n</name>
              <uuid>0a000000-1111-2222-3333-444444444444</uuid>
              <forward mode='nat'/>
              <bridge stp='on' delay='0'/>
              <ip address='10.0.0.1' prefix='8'>
              </ip>
            </network>
            """);
  }

  @Test
  void whatIsUnknownIsDroppedUnlessReadStrictly() {
    assertThat(roundTrip("<nosuch/>")).doesNotContain("nosuch");
    assertThatThrownBy(() -> NetworkXml.parse("<network><name>n</name>\n<nosuch/></network>", true))
        .hasMessageContaining("network.rng")
        .hasMessageContaining("Line 2: element <nosuch> has no place in <network>")
        .satisfies(e ->
            assertThat(((RpcException) e).error().code())
                .isEqualTo(ErrorCode.XML_INVALID_SCHEMA.number()));
  }

  @Test
  void metadataBringsItsNamespacesAlong() {
    String xml =
        "<network xmlns:a='urn:a'><name>n</name><metadata><a:x><a:y/></a:x></metadata></network>";

    assertThat(NetworkXml.format(NetworkXml.parse(xml, false)))
        .contains("  <metadata xmlns:a=\"urn:a\">\n    <a:x>\n      <a:y/>\n    </a:x>\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<metadata/>|<metadata/>",
        "<metadata>text<!-- c --><x/></metadata>|<metadata/>",
        "<metadata b='c'><k:a xmlns:k='k'/>t<k:b xmlns:k='k'/></metadata>"
            + "|<metadata b=\"c\">~    <k:a xmlns:k=\"k\"/>~  </metadata>",
      })
  void ofMetadataTheFirstElementOfEachNamespaceIsKept(String given, String kept) {
    assertThat(NetworkXml.format(parse(given))).contains("  " + kept.replace('~', '\n') + "\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <forward mode='nat'/>|nat forwarding requested, but no IP address provided
          <forward mode='vepa'/><bridge name='b'/>|bridge name not allowed in vepa mode
          <ip address='10.0.0.1' prefix='33'/>|Invalid IPv4 prefix '33' in network 'n'
          <route address='10.0.0.0' prefix='8' gateway='11.0.0.1'/>|unreachable static route gateway
          <dns enable='no'><txt name='a' value='b'/></dns>|Extra data in disabled network 'n'
          <vlan><tag id='4096'/></vlan>|vlan tag id 4096 too large
          <bandwidth><inbound floor='1'/></bandwidth>|floor attribute is not supported
          <virtualport/>|missing required virtualport type
          """)
  void whatCannotBeIsRefusedInLibvirtsWords(String inside, String text) {
    assertThatThrownBy(() -> parse(inside))
        .isInstanceOf(RpcException.class)
        .hasMessageContaining(text);
  }

  @Test
  void anErrorOfTheDocumentIsANetworksError() {
    assertThatThrownBy(() -> NetworkXml.parse("<network><name>", false))
        .satisfies(e ->
            assertThat(((RpcException) e).error().domain())
                .isEqualTo(ErrorDomain.NETWORK.number()));
  }

  @Test
  void anUpdateChangesACopy() {
    NetworkDefinition before = parse("<ip address='10.0.0.1' prefix='8'/>");

    NetworkDefinition after =
        NetworkXml.update(
            before,
            ADD_LAST,
            UpdateSection.IP_DHCP_RANGE,
            -1,
            "<range start='10.0.0.5' end='10.0.0.9'/>");

    assertThat(NetworkXml.format(before)).doesNotContain("range");
    assertThat(NetworkXml.format(after)).contains("<range start='10.0.0.5' end='10.0.0.9'/>");
  }

  @Test
  void newPartsStandWhereTheCommandSays() {
    NetworkDefinition network = parse("");
    for (String name : new String[] {"b", "c"}) {
      network =
          NetworkXml.update(
              network, ADD_LAST, UpdateSection.DNS_TXT, -1, "<txt name='" + name + "' value='v'/>");
    }
    network =
        NetworkXml.update(
            network,
            UpdateCommand.ADD_FIRST,
            UpdateSection.DNS_TXT,
            -1,
            "<txt name='a' value='v'/>");

    assertThat(NetworkXml.format(network)).containsSubsequence("name='a'", "name='b'", "name='c'");
  }

  @Test
  void anUpdateThatLeavesNoNetworkIsRefused() {
    NetworkDefinition network = parse("<forward mode='nat' dev='a'/><ip address='10.0.0.1'/>");

    assertThatThrownBy(() ->
            NetworkXml.update(
                network, ADD_LAST, UpdateSection.FORWARD_INTERFACE, -1, "<interface dev='b'/>"))
        .hasMessageContaining("multiple forwarding interfaces");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<ip address='10.0.0.1' prefix='8'/><route address='10.0.0.0' prefix='8' gateway='10.0.0.1'/>",
        "<portgroup name='p'/>",
        "<dns><txt name='a' value='b'/></dns>"
      })
  void manyPartsTakeLittleTime(String part) {
    String many = part.repeat(20_000);
    String first =
        part.startsWith("<dns>")
            ? "<dns>" + "<txt name='a' value='b'/>".repeat(40_000) + "</dns>"
            : many;

    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> assertThat(parse(first)).isNotNull());
  }

  @Test
  void manyDevicesTakeLittleTime() {
    StringBuilder devices = new StringBuilder("<forward mode='passthrough'>");
    for (int i = 0; i < 50_000; i++) {
      devices.append("<interface dev='eth").append(i).append("'/>");
    }

    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> assertThat(parse(devices + "</forward>").forward().interfaces()).hasSize(50_000));
  }

  @Test
  void entitiesAndDepthAreRefused() {
    assertThatThrownBy(() ->
            NetworkXml.parse(
                "<!DOCTYPE n [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><network><name>&e;"
                    + "</name></network>",
                false))
        .hasMessageContaining("Document type declarations with content are not accepted");
    assertThatThrownBy(() -> parse("<a>".repeat(300) + "</a>".repeat(300)))
        .hasMessageContaining("Excessive depth in document: 256");
  }
}
