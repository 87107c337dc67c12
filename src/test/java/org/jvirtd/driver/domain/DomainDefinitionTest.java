package org.jvirtd.driver.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.jvirtd.driver.domain.DomainDefinition.LifecycleAction;

class DomainDefinitionTest {

  private static final String XML =
      """
      <domain type='test'>
        <name>guest</name>
        <memory unit='MiB'>512</memory>
        <vcpu current='2'>4</vcpu>
        <os><type>hvm</type></os>
        <on_crash>preserve</on_crash>
        <devices>
          <disk device='cdrom'><source file='/iso'/><target dev='hdc'/></disk>
          <interface type='network'><source network='default'/></interface>
        </devices>
      </domain>
      """;

  private static final UUID GIVEN = UUID.fromString("00010203-0405-4607-8809-0a0b0c0d0e0f");

  private static DomainDefinition guest() {
    return DomainXml.parse(
        XML,
        ParseOptions.testDriver()
            .withUuids(() -> GIVEN)
            .withMacAddresses(() -> "52:54:00:01:02:03"));
  }

  @Test
  void saysWhatCallsNeed() {
    DomainDefinition guest = guest();

    assertThat(guest.name()).isEqualTo("guest");
    assertThat(guest.uuid()).isEqualTo(GIVEN);
    assertThat(guest.maxMemoryKib()).isEqualTo(524_288);
    assertThat(guest.currentMemoryKib()).isEqualTo(524_288);
    assertThat(guest.vcpus()).isEqualTo(2);
    assertThat(guest.maxVcpus()).isEqualTo(4);
    assertThat(guest.osType()).isEqualTo("hvm");
    assertThat(guest.arch()).isEqualTo("i686");
    assertThat(guest.onPoweroff()).isEqualTo(LifecycleAction.DESTROY);
    assertThat(guest.onReboot()).isEqualTo(LifecycleAction.RESTART);
    assertThat(guest.onCrash()).isEqualTo(LifecycleAction.PRESERVE);
  }

  @Test
  void namesItsDisksAndInterfaces() {
    DomainDisk disk = guest().disks().getFirst();
    DomainInterface net = guest().interfaces().getFirst();

    assertThat(disk.target()).isEqualTo("hdc");
    assertThat(disk.source()).isEqualTo("/iso");
    assertThat(disk.bus()).isEqualTo("ide");
    assertThat(disk.readOnly()).isTrue();
    assertThat(net.mac()).isEqualTo("52:54:00:01:02:03");
    assertThat(net.target()).isEqualTo("testnet0");
    assertThat(net.source()).isEqualTo("default");
  }

  @Test
  void generatesAnAddressBelowThePrefixOfTheTestDriver() {
    DomainDefinition guest = DomainXml.parse(XML, ParseOptions.testDriver());

    assertThat(guest.interfaces().getFirst().mac()).matches("52:54:00(:[0-9a-f]{2}){3}");
    assertThat(guest.uuid().version()).isEqualTo(4);
  }

  @Test
  void aChangeMakesAnother() {
    DomainDefinition guest = guest();

    DomainDefinition changed =
        guest
            .withName("other")
            .withTitle("A title")
            .withDescription("Two\nlines")
            .withMaxMemoryKib(1024)
            .withVcpus(4)
            .withActions(LifecycleAction.RENAME_RESTART, null, null);

    assertThat(guest).isEqualTo(guest());
    assertThat(changed.name()).isEqualTo("other");
    assertThat(changed.title()).isEqualTo("A title");
    assertThat(changed.description()).isEqualTo("Two\nlines");
    assertThat(changed.maxMemoryKib()).isEqualTo(1024);
    assertThat(changed.currentMemoryKib()).isEqualTo(1024);
    assertThat(changed.vcpus()).isEqualTo(4);
    assertThat(changed.onPoweroff()).isEqualTo(LifecycleAction.RENAME_RESTART);
    assertThat(changed.withTitle(null).title()).isNull();
    assertThat(DomainXml.format(changed, -1, 0))
        .contains("<title>A title</title>\n  <description>Two\nlines</description>\n")
        .contains("<vcpu placement='static'>4</vcpu>");
  }

  @Test
  void metadataIsKeptByNamespace() {
    DomainDefinition guest = guest().withMetadata("app", "urn:app", "<info level='1'><a/></info>");

    assertThat(DomainXml.format(guest, -1, 0))
        .contains(
            """
              <metadata>
                <app:info xmlns:app="urn:app" level="1">
                  <app:a/>
                </app:info>
              </metadata>
            """);
    assertThat(guest.metadata("urn:app"))
        .isEqualTo(
            """
            <info level="1">
              <a/>
            </info>\
            """);
    assertThat(guest.withMetadata("app", "urn:app", null).metadata()).isEmpty();
  }

  @Test
  void onlySecureXmlHasPasswords() {
    String xml = XML.replace("<devices>", "<devices><graphics type='vnc' passwd='secret'/>");
    DomainDefinition guest = DomainXml.parse(xml, ParseOptions.testDriver());

    assertThat(DomainXml.format(guest, -1, 0)).doesNotContain("secret");
    assertThat(DomainXml.format(guest, -1, DomainXml.SECURE)).contains("passwd='secret'");
  }

  @Test
  void cannotBeChangedInPlace() {
    assertThatThrownBy(() -> guest().root().set("type", "qemu"))
        .isInstanceOf(IllegalStateException.class);
  }
}
