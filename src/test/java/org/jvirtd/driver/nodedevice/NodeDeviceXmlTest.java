package org.jvirtd.driver.nodedevice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Devices of the host are read and written. */
class NodeDeviceXmlTest {

  private static String device(String inside) {
    return "<device>\n  <name>d</name>\n" + inside.indent(2) + "</device>\n";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        <path>/sys/x</path>
        <devnode type='dev'>/dev/x</devnode>
        <devnode type='link'>/dev/by/x</devnode>
        <parent>p</parent>
        <capability type='storage'>
          <block>/dev/x</block>
          <bus>scsi</bus>
          <capability type='removable'>
            <media_available>1</media_available>
            <media_size>12</media_size>
            <media_label>l</media_label>
          </capability>
          <capability type='hotpluggable'/>
        </capability>
        """,
        """
        <capability type='pci'>
          <class>0x020000</class>
          <domain>0</domain>
          <bus>2</bus>
          <slot>3</slot>
          <function>4</function>
          <product id='0x1533'>Card</product>
          <vendor id='0x8086'/>
          <capability type='phys_function'>
            <address domain='0x0000' bus='0x02' slot='0x03' function='0x0'/>
          </capability>
          <capability type='virt_functions' maxCount='7'>
            <address domain='0x0000' bus='0x02' slot='0x10' function='0x1'/>
          </capability>
          <capability type='pci-bridge'/>
          <capability type='mdev_types'>
            <type id='t'>
              <name>n</name>
              <deviceAPI>vfio-pci</deviceAPI>
              <availableInstances>2</availableInstances>
            </type>
          </capability>
          <capability type='vpd'>
            <name>v</name>
            <fields access='readonly'>
              <serial_number>1</serial_number>
              <vendor_field index='0'>a</vendor_field>
            </fields>
            <fields access='readwrite'>
              <asset_tag>2</asset_tag>
              <system_field index='B'>b</system_field>
            </fields>
          </capability>
          <iommuGroup number='9'>
            <address domain='0x0000' bus='0x02' slot='0x03' function='0x4'/>
          </iommuGroup>
          <numa node='1'/>
          <pci-express>
            <link validity='cap' port='0' speed='5' width='4'/>
            <link validity='sta' width='1'/>
          </pci-express>
        </capability>
        """,
        """
        <capability type='net'>
          <interface>eth0</interface>
          <address>52:54:00:00:00:01</address>
          <link speed='1000' state='up'/>
          <feature name='rx'/>
          <feature name='gro'/>
          <capability type='80203'/>
        </capability>
        """,
        """
        <capability type='css'>
          <cssid>0x0</cssid>
          <ssid>0x1</ssid>
          <devno>0x00af</devno>
          <channel_dev_addr>
            <cssid>0x1</cssid>
            <ssid>0x2</ssid>
            <devno>0x0003</devno>
          </channel_dev_addr>
        </capability>
        """,
        """
        <capability type='scsi_target'>
          <target>t</target>
          <capability type='fc_remote_port'>
            <rport>r</rport>
            <wwpn>w</wwpn>
          </capability>
        </capability>
        """
      })
  void isWrittenAsItWasRead(String inside) {
    String xml = device(inside);

    assertThat(NodeDeviceXml.format(NodeDeviceXml.parse(xml))).isEqualTo(xml);
  }

  @Test
  void nestedCapabilitiesCountInLists() {
    NodeDeviceDefinition host =
        NodeDeviceXml.parse(
            device(
                "<capability type='scsi_host'><host>1</host><capability type='vport_ops'/>"
                    + "<capability type='fc_host'><wwnn>1</wwnn><wwpn>2</wwpn></capability>"
                    + "</capability>"));

    assertThat(host.has(CapabilityType.SCSI_HOST)).isTrue();
    assertThat(host.has(CapabilityType.VPORTS)).isTrue();
    assertThat(host.has(CapabilityType.FC_HOST)).isTrue();
    assertThat(host.has(CapabilityType.PCI)).isFalse();
    assertThat(host.capabilities()).hasSize(1);
  }

  @Test
  void aNewDeviceNeedsNeitherNameNorNumbers() {
    String xml =
        "<device><capability type='scsi_host'><capability type='fc_host'><wwnn>1</wwnn>"
            + "<wwpn>2</wwpn></capability></capability></device>";

    assertThat(NodeDeviceXml.parseNew(xml, false).fibreChannel()).isNotNull();
    assertThatThrownBy(() -> NodeDeviceXml.parse(xml)).hasMessageContaining("missing name");
    assertThatThrownBy(() -> NodeDeviceXml.parseNew(xml, true))
        .hasMessageContaining("must have an element <");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <x/>|no device capabilities for 'd'
          <capability type='nosuch'/>|Invalid value for attribute 'type'
          <capability type='fc_host'/>|unknown capability type '9' for 'd'
          <capability type='scsi_host'/>|no SCSI host ID supplied for 'd'
          <capability type='scsi_host'><host>-1</host></capability>|invalid SCSI host ID
          <parent wwnn='1'/><capability type='net'/>|when providing parent wwnn='1', the wwpn must
          <capability type='ap_queue'><ap-adapter>1</ap-adapter><ap-domain>256</ap-domain>\
          </capability>|ap-domain value '256' is out of range for 'd'
          """)
  void whatCannotBeIsRefused(String inside, String text) {
    assertThatThrownBy(() -> NodeDeviceXml.parse(device(inside))).hasMessageContaining(text);
  }
}
