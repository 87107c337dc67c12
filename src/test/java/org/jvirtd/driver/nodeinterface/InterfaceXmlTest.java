package org.jvirtd.driver.nodeinterface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvirtd.protocol.ErrorDomain;
import org.jvirtd.rpc.RpcException;

/** Host interfaces are read and written. */
class InterfaceXmlTest {

  @Test
  void everyKindIsWrittenAsItWasRead() {
    String xml =
        """
        <interface type='bridge' name='br0'>
          <start mode='onboot'/>
          <mtu size='1500'/>
          <protocol family='ipv6'>
            <autoconf/>
            <dhcp peerdns='no'/>
            <ip address='fe80::1' prefix='64'/>
            <route gateway='fe80::2'/>
          </protocol>
          <bridge stp='off' delay='0.01'>
            <interface type='ethernet' name='eth0'>
              <link speed='10' state='up'/>
              <mac address='52:54:00:00:00:01'/>
            </interface>
            <interface type='bond' name='bond0'>
              <bond mode='802.3ad'>
                <arpmon interval='100' target='10.0.0.1' validate='all'/>
                <interface type='ethernet' name='eth1'>
                </interface>
              </bond>
            </interface>
            <interface type='vlan' name='eth2.42'>
              <vlan tag='42'>
                <interface name='eth2'/>
              </vlan>
            </interface>
          </bridge>
        </interface>
        """;

    assertThat(InterfaceXml.format(InterfaceXml.parse(xml, true))).isEqualTo(xml);
  }

  @Test
  void onlyACardHasAMacAddress() {
    assertThat(
            InterfaceXml.parse(
                    "<interface type='ethernet' name='e'><mac address='x'/></interface>", false)
                .mac())
        .isEqualTo("x");
    assertThat(
            InterfaceXml.parse("<interface type='bridge' name='b'><bridge/></interface>", false)
                .mac())
        .isNull();
  }

  @Test
  void whatStandsInAnotherInterfaceHasNoSettingsOfItsOwn() {
    String xml =
        "<interface type='bridge' name='b'><bridge><interface type='ethernet' name='e'>"
            + "<start mode='onboot'/><mtu size='9'/></interface></bridge></interface>";

    assertThat(InterfaceXml.format(InterfaceXml.parse(xml, false)))
        .doesNotContain("start")
        .doesNotContain("mtu");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <interface type='ethernet'/>|interface has no name
          <interface type='bond' name='b'/>|bond interface misses the bond element
          <interface type='vlan' name='v'><vlan/></interface>|vlan interface misses the tag attribute
          <interface type='ethernet' name='e'><mtu size='100001'/></interface>|must be at most 100000
          <interface type='ethernet' name='e'><mtu size='-1'/></interface>|is not a number
          <interface type='bond' name='b'><bond><interface type='bond' name='c'/></bond></interface>|\
          interface has unsupported type 'bond'
          """)
  void whatCannotBeIsRefused(String xml, String text) {
    assertThatThrownBy(() -> InterfaceXml.parse(xml, false)).hasMessageContaining(text);
  }

  @Test
  void anErrorOfTheDocumentIsAnInterfacesError() {
    assertThatThrownBy(() -> InterfaceXml.parse("<interface", false))
        .satisfies(e ->
            assertThat(((RpcException) e).error().domain())
                .isEqualTo(ErrorDomain.INTERFACE.number()));
  }

  @Test
  void strictReadingWantsEachFamilyOnce() {
    String twice = "<protocol family='ipv4'/>".repeat(2);
    String xml = "<interface type='ethernet' name='e'>" + twice + "</interface>";

    assertThat(InterfaceXml.parse(xml, false).protocols()).hasSize(2);
    assertThatThrownBy(() -> InterfaceXml.parse(xml, true))
        .hasMessageContaining("element <protocol> has no place in <interface>");
  }
}
