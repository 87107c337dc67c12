package org.jvirtd.driver.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jvirtd.driver.test.TestWorld.errorText;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvirtd.protocol.domain.Domain;
import org.jvirtd.protocol.snapshot.DomainSnapshot;
import org.jvirtd.protocol.snapshot.DomainSnapshotFlags;

/** A snapshot that is defined again must be of the same machine; the words are libvirt's. */
class RedefinedSnapshotTest {
  private final TestHypervisor hypervisor = new TestWorld().hypervisor;
  private Domain domain;
  private String xml;

  @BeforeEach
  void snapshot() {
    domain =
        hypervisor.domainDefineXml(
            """
            <domain type='test'><name>d</name><memory>2048</memory><vcpu current='1'>2</vcpu>
              <os><type arch='x86_64'>hvm</type></os><features><acpi/></features>
              <cpu><model>Haswell</model></cpu>
              <devices>
                <disk type='file'><source file='/a'/><target dev='vda'/></disk>
                <interface type='user'><mac address='52:54:00:00:00:01'/></interface>
              </devices>
            </domain>
            """);
    DomainSnapshot snapshot =
        hypervisor.domainSnapshotCreateXml(
            domain, "<domainsnapshot><name>s</name></domainsnapshot>", 0);
    xml = hypervisor.domainSnapshotGetXmlDesc(snapshot, 0);
  }

  @Test
  void ofTheSameMachineItIsTaken() {
    String other = xml.replace("<source file='/a'/>", "<source file='/b'/>");

    redefine(other);

    assertThat(hypervisor.domainSnapshotGetXmlDesc(new DomainSnapshot("s", domain), 0))
        .contains("/b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          <memory unit='KiB'>2048 | <memory unit='KiB'>4096 | 67/20 unsupported configuration: Target domain max memory 4096 does not match source 2048
          current='1'             | current='2'             | 67/20 unsupported configuration: State of vCPU '1' differs between source and destination definitions
          <acpi/>                 | <pae/>                  | 67/20 unsupported configuration: State of feature 'acpi' differs: source: 'on', destination: 'default'
          Haswell                 | Nehalem                 | 67/31 unsupported configuration: Target CPU model Nehalem does not match source Haswell
          dev='vda' bus='virtio'  | dev='sda' bus='virtio'  | 67/20 unsupported configuration: Target disk sda does not match source vda
          00:00:01                | 00:00:02                | 67/20 unsupported configuration: Target network card mac 52:54:00:00:00:02 does not match source 52:54:00:00:00:01
          </devices>              | <hub type='usb'/></devices> | 67/20 unsupported configuration: Target domain hub device count 1 does not match source 0
          """)
  void ofAnotherMachineItIsRefused(String from, String to, String error) {
    String changed = xml.replace(from, to);

    assertThat(changed).isNotEqualTo(xml);
    assertThat(errorText(() -> redefine(changed))).isEqualTo(error);
  }

  private void redefine(String changed) {
    DomainSnapshot _ =
        hypervisor.domainSnapshotCreateXml(domain, changed, DomainSnapshotFlags.Create.REDEFINE);
  }
}
