package org.jvirtd.driver.test;

import java.util.List;

/** Writes the host's facts as a capabilities document, in the layout of libvirt 9.0.0. */
final class CapabilitiesXml {
  private static final String EMULATOR = "/usr/bin/test-hv";

  /** The security model that the test host claims to have. */
  static final String SECURITY_MODEL = "testSecurity";

  private static final List<Integer> PAGE_SIZES_KIB = List.of(4, 8, 2048, 1024 * 1024);
  private static final List<Integer> HUGE_PAGES_KIB = List.of(2048, 1024 * 1024);

  private final StringBuilder out = new StringBuilder(4096);

  private CapabilitiesXml() {}

  static String of(NodeFacts facts) {
    var xml = new CapabilitiesXml();
    xml.out.append("<capabilities>\n\n");
    xml.host(facts);
    xml.guest("hvm");
    xml.guest("xen");
    return xml.out.append("</capabilities>\n").toString();
  }

  private void host(NodeFacts facts) {
    out.append("  <host>\n    <cpu>\n      <arch>i686</arch>\n");
    out.append("      <features>\n        <pae/>\n        <nonpae/>\n      </features>\n");
    for (int size : PAGE_SIZES_KIB) {
      out.append("      <pages unit='KiB' size='").append(size).append("'/>\n");
    }
    out.append("    </cpu>\n    <power_management/>\n    <iommu support='no'/>\n");
    topology(facts.cells());
    out.append("    <secmodel>\n      <model>").append(SECURITY_MODEL).append("</model>\n");
    out.append("      <doi></doi>\n    </secmodel>\n  </host>\n\n");
  }

  private void topology(List<NodeFacts.Cell> cells) {
    out.append("    <topology>\n      <cells num='").append(cells.size()).append("'>\n");
    for (int i = 0; i < cells.size(); i++) {
      cell(i, cells.get(i));
    }
    out.append("      </cells>\n    </topology>\n");
  }

  private void cell(int number, NodeFacts.Cell cell) {
    out.append("        <cell id='").append(number).append("'>\n");
    out.append("          <memory unit='KiB'>").append(cell.memoryKib()).append("</memory>\n");
    pages(cell.pageKib(), cell.memoryKib() / cell.pageKib());
    HUGE_PAGES_KIB.forEach(size -> pages(size, 0));
    out.append("          <cpus num='").append(cell.cpus().size()).append("'>\n");
    for (int core = 0; core < cell.cpus().size(); core++) {
      int cpu = cell.cpus().get(core);
      out.append("            <cpu id='").append(cpu);
      out.append("' socket_id='").append(number).append("' die_id='0' core_id='").append(core);
      out.append("' siblings='").append(cpu).append("'/>\n");
    }
    out.append("          </cpus>\n        </cell>\n");
  }

  private void pages(int sizeKib, long count) {
    out.append("          <pages unit='KiB' size='").append(sizeKib).append("'>");
    out.append(count).append("</pages>\n");
  }

  private void guest(String osType) {
    out.append("  <guest>\n    <os_type>").append(osType).append("</os_type>\n");
    out.append("    <arch name='i686'>\n      <wordsize>32</wordsize>\n");
    out.append("      <emulator>").append(EMULATOR).append("</emulator>\n");
    out.append("      <domain type='test'/>\n    </arch>\n");
    out.append("    <features>\n      <pae/>\n      <nonpae/>\n    </features>\n  </guest>\n\n");
  }
}
