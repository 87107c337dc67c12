package org.jvirtd.driver.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jvirtd.driver.test.TestWorld.errorText;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvirtd.protocol.event.NetworkMetadataChangeEvent;
import org.jvirtd.protocol.network.Network;
import org.jvirtd.protocol.network.NetworkFlags.Metadata;
import org.jvirtd.protocol.network.NetworkFlags.Update;
import org.jvirtd.protocol.network.NetworkFlags.UpdateSection;

/**
 * What clients note down in networks, as the test driver of libvirt 12.8.0 takes it; texts of
 * errors are those that it gives.
 */
class NetworkMetadataTest {
  private static final int ADD_LAST = 3;
  private static final String MISSING =
      "111/19 metadata not found: Requested metadata element is not present";

  private final TestWorld world = new TestWorld();
  private final TestHypervisor hypervisor = world.hypervisor;
  private Network net = new Network("", new UUID(0, 0));

  @BeforeEach
  void defineOne() {
    net = hypervisor.networkDefineXml(xml(""));
    world.events.clear();
  }

  private static String xml(String inside) {
    return "<network><name>n</name><uuid>" + TestWorld.uuid(1) + "</uuid>" + inside + "</network>";
  }

  private void set(int type, @Nullable String text, int flags) {
    hypervisor.networkSetMetadata(net, type, text, null, null, flags);
  }

  private void setElement(@Nullable String xml, @Nullable String key, @Nullable String uri) {
    hypervisor.networkSetMetadata(net, Metadata.ELEMENT, xml, key, uri, 0);
  }

  private String get(int type, int flags) {
    return hypervisor.networkGetMetadata(net, type, null, flags);
  }

  private String dump() {
    return hypervisor.networkGetXmlDesc(net, 0);
  }

  @Test
  void aTitleAndADescriptionStandInTheXml() {
    set(Metadata.DESCRIPTION, "what\nit is", 0);
    set(Metadata.TITLE, "A <title> & more", 0);

    assertThat(get(Metadata.DESCRIPTION, 0)).isEqualTo("what\nit is");
    assertThat(get(Metadata.TITLE, 0)).isEqualTo("A <title> & more");
    assertThat(dump())
        .contains(
            """
              <uuid>11111111-1111-1111-1111-000000000001</uuid>
              <title>A &lt;title&gt; &amp; more</title>
              <description>what
            it is</description>
              <bridge\
            """);
  }

  @Test
  void nothingTakesThemAway() {
    set(Metadata.DESCRIPTION, "text", 0);
    set(Metadata.TITLE, "text", 0);
    set(Metadata.DESCRIPTION, null, 0);
    set(Metadata.TITLE, "", 0);

    assertThat(errorText(() -> get(Metadata.DESCRIPTION, 0))).isEqualTo(MISSING);
    assertThat(errorText(() -> get(Metadata.TITLE, 0))).isEqualTo(MISSING);
    assertThat(dump()).doesNotContain("title", "description");
  }

  @Test
  void elementsAreKeptByNamespace() {
    setElement("<a x='1'><b/></a>", "k", "urn:k");
    setElement("<c/>", "l", "urn:l");
    setElement("<d/>", "m", "urn:k");

    assertThat(hypervisor.networkGetMetadata(net, Metadata.ELEMENT, "urn:k", 0)).isEqualTo("<d/>");
    assertThat(dump())
        .contains(
            """
              <metadata>
                <l:c xmlns:l="urn:l"/>
                <m:d xmlns:m="urn:k"/>
              </metadata>
            """);
    setElement(null, null, "urn:k");
    assertThat(errorText(() -> hypervisor.networkGetMetadata(net, Metadata.ELEMENT, "urn:k", 0)))
        .isEqualTo(MISSING);
    setElement(null, "l", "urn:l");
    assertThat(dump()).doesNotContain("metadata");
  }

  @Test
  void whatADefinitionHasOfElementsIsFound() {
    hypervisor.networkDefineXml(
        xml(
            "<metadata><a:x xmlns:a='urn:a'><a:y/></a:x>text<a:z xmlns:a='urn:a'/><w/></metadata>"));

    assertThat(hypervisor.networkGetMetadata(net, Metadata.ELEMENT, "urn:a", 0))
        .isEqualTo("<x>\n  <y/>\n</x>");
    setElement("<c/>", "l", "urn:l");
    assertThat(dump()).contains("<a:x xmlns:a=\"urn:a\">", "<l:c").doesNotContain("a:z", "text");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "<a/>|-|u|8/19 key in virNetworkSetMetadata must not be NULL",
        "<a/>|k|-|8/19 uri in virNetworkSetMetadata must not be NULL",
        "-|-|-|8/19 uri in virNetworkSetMetadata must not be NULL",
        "<a/>|a b|u|1/5 internal error: failed to validate prefix for a new XML namespace",
        "<a/>|a:b|u|1/5 internal error: failed to validate prefix for a new XML namespace",
        "<k:a xmlns:k='u'/>|k|u|1/5 internal error: failed to create a new XML namespace",
        "<a xmlns:k='v'/>|k|u|1/5 internal error: failed to create a new XML namespace",
      })
  void anElementThatCannotBeIsRefused(
      @Nullable String xml, @Nullable String key, @Nullable String uri, String error) {
    assertThat(errorText(() -> setElement(xml, key, uri))).isEqualTo(error);
    assertThat(world.events).isEmpty();
  }

  @Test
  void aDocumentThatIsNoneIsANetworksError() {
    assertThat(errorText(() -> setElement("<a>", "k", "u"))).startsWith("35/19 (metadata_xml):1: ");
    assertThat(dump()).doesNotContain("metadata");
  }

  @Test
  void argumentsThatDoNotFitTheTypeAreRefused() {
    assertThat(errorText(() -> set(Metadata.TITLE, "two\nlines", 0)))
        .isEqualTo("8/19 metadata title can't contain newlines");
    assertThat(errorText(() -> hypervisor.networkSetMetadata(net, 0, "x", null, "u", 0)))
        .isEqualTo("8/19 uri in virNetworkSetMetadata must be NULL");
    assertThat(errorText(() -> hypervisor.networkSetMetadata(net, 1, "x", "k", null, 0)))
        .isEqualTo("8/19 key in virNetworkSetMetadata must be NULL");
    assertThat(errorText(() -> hypervisor.networkGetMetadata(net, 0, "u", 0)))
        .isEqualTo("8/19 uri in virNetworkGetMetadata must be NULL");
    assertThat(errorText(() -> hypervisor.networkGetMetadata(net, 2, null, 0)))
        .isEqualTo("8/19 uri in virNetworkGetMetadata must not be NULL");
    assertThat(errorText(() -> set(3, "x", 0)))
        .isEqualTo("8/19 invalid argument: unknown metadata type '3'");
    assertThat(errorText(() -> get(3, 0)))
        .isEqualTo("8/19 invalid argument: unknown metadata type '3'");
  }

  @Test
  void flagsChooseTheDefinition() {
    hypervisor.networkCreate(net);
    set(Metadata.TITLE, "now", Update.LIVE);
    set(Metadata.TITLE, "later", Update.CONFIG);

    assertThat(get(Metadata.TITLE, 0)).isEqualTo("now");
    assertThat(get(Metadata.TITLE, Update.LIVE)).isEqualTo("now");
    assertThat(get(Metadata.TITLE, Update.CONFIG)).isEqualTo("later");
    set(Metadata.TITLE, "ever", Update.LIVE | Update.CONFIG);
    assertThat(get(Metadata.TITLE, Update.LIVE)).isEqualTo("ever");
    assertThat(get(Metadata.TITLE, Update.CONFIG)).isEqualTo("ever");
  }

  @Test
  void flagsThatDoNotFitAreRefused() {
    assertThat(errorText(() -> set(0, "x", Update.LIVE)))
        .isEqualTo("55/19 Requested operation is not valid: network is not running");
    assertThat(errorText(() -> get(0, Update.LIVE)))
        .isEqualTo("55/19 Requested operation is not valid: network is not running");
    assertThat(errorText(() -> get(0, Update.LIVE | Update.CONFIG)))
        .isEqualTo(
            "8/19 Flags 'VIR_NETWORK_UPDATE_AFFECT_LIVE' and 'VIR_NETWORK_UPDATE_AFFECT_CONFIG'"
                + " are mutually exclusive");
    assertThat(errorText(() -> set(0, "x", 4)))
        .isEqualTo("8/12 unsupported flags (0x4) in function testNetworkSetMetadata");
    assertThat(errorText(() -> get(0, 4)))
        .isEqualTo("8/12 unsupported flags (0x4) in function testNetworkGetMetadata");
    Network transitory = hypervisor.networkCreateXml("<network><name>t</name></network>");
    assertThat(
            errorText(
                () -> hypervisor.networkSetMetadata(transitory, 0, "x", null, null, Update.CONFIG)))
        .isEqualTo(
            "55/19 Requested operation is not valid: cannot change persistent config of a"
                + " transient network");
  }

  @Test
  void everyChangeIsTold() {
    set(Metadata.DESCRIPTION, "x", 0);
    setElement("<a/>", "k", "urn:k");
    setElement(null, null, "urn:k");

    assertThat(world.events)
        .containsExactly(
            new NetworkMetadataChangeEvent(net, 0, null),
            new NetworkMetadataChangeEvent(net, 2, "urn:k"),
            new NetworkMetadataChangeEvent(net, 2, "urn:k"));
  }

  @Test
  void anUpdateOfAnotherPartKeepsThem() {
    set(Metadata.TITLE, "title", 0);
    set(Metadata.DESCRIPTION, "description", 0);
    hypervisor.networkUpdate(
        net, ADD_LAST, UpdateSection.DNS_TXT, -1, "<txt name='a' value='1'/>", 0);

    assertThat(dump()).contains("<title>title</title>", "<description>description</description>");
  }

  @Test
  void aDefinitionBringsNoTitleToANetworkThatHasNone() {
    hypervisor.networkDefineXml(xml("<title>t</title><description>d</description>"));

    // As with libvirt 9.0.0, which knows neither.
    assertThat(dump()).doesNotContain("title", "description");
  }

  @Test
  void aDefinitionMayChangeATitleThatIsThere() {
    set(Metadata.TITLE, "old", 0);
    String changed =
        dump().replace("old", "new").replace("</title>", "</title><description>d</description>");
    hypervisor.networkDefineXml(changed);

    assertThat(dump()).contains("<title>new</title>", "<description>d</description>");
    assertThat(errorText(() -> hypervisor.networkDefineXml(xml("<title>a\nb</title>"))))
        .isEqualTo("27/19 XML error: Network title can't contain newlines");
    hypervisor.networkDefineXml(xml(""));
    assertThat(dump()).doesNotContain("title", "description");
  }

  @Test
  void aNetworkThatIsNotThereHasNone() {
    Network other = new Network("n", new UUID(0, 7));

    assertThat(errorText(() -> hypervisor.networkGetMetadata(other, 0, null, 0)))
        .isEqualTo(
            "43/12 Network not found: no network with matching uuid"
                + " '00000000-0000-0000-0000-000000000007'");
  }
}
