package org.jvirtd.driver.test;

/** The storage that can be discovered on the imaginary host and on every file server. */
final class ImaginarySources {
  private ImaginarySources() {}

  /** Two volume groups. */
  static final String LOGICAL =
      sources(volumeGroup("/dev/sda20", "testvg1") + volumeGroup("/dev/sda21", "testvg2"));

  private static String volumeGroup(String device, String name) {
    return """
      <source>
        <device path='%s'/>
        <name>%s</name>
        <format type='lvm2'/>
      </source>
    """
        .formatted(device, name);
  }

  /** One share of a server; its name stands there as it came, as libvirt writes it. */
  static String ofServer(String host) {
    return sources(
        """
          <source>
            <host name='%s'/>
            <dir path='/testshare'/>
            <format type='nfs'/>
          </source>
        """
            .formatted(host));
  }

  private static String sources(String list) {
    return "<sources>\n" + list + "</sources>\n";
  }
}
