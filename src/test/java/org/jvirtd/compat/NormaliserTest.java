package org.jvirtd.compat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NormaliserTest {
  private static final String OURS = "11111111-2222-3333-4444-555555555555";

  private final Normaliser normaliser =
      new Normaliser("<uuid>" + OURS + "</uuid> <mac address='52:54:00:AA:bb:cc'/>")
          .place("127.0.0.1:4711", "address")
          .place("/tmp/a17", "dir");

  @Test
  void rolledIdentitiesAreReplaced() {
    assertThat(normaliser.apply("uuid 0a0b0c0d-f6a4-8304-79aa-97f2502e193f mac 52:54:00:12:34:56"))
        .isEqualTo("uuid <uuid> mac <mac>");
  }

  @Test
  void identitiesThatTheTestNamesAreKept() {
    assertThat(normaliser.apply(OURS)).isEqualTo(OURS);
    assertThat(normaliser.apply("52:54:00:aa:bb:cc")).isEqualTo("52:54:00:aa:bb:cc");
  }

  @Test
  void theDefaultDomainsUuidIsKept() {
    assertThat(normaliser.apply("6695eb01-f6a4-8304-79aa-97f2502e193f")).startsWith("6695eb01");
  }

  @Test
  void placesAreNamed() {
    assertThat(normaliser.apply("test+tcp://127.0.0.1:4711/default saved to /tmp/a17/x"))
        .isEqualTo("test+tcp://<address>/default saved to <dir>/x");
  }

  @Test
  void aPlaceIsReplacedOnlyAsAWordOfItsOwn() {
    var onVm = new Normaliser("").place("vm", "host");

    assertThat(onVm.apply("<type>hvm</type> on vm")).isEqualTo("<type>hvm</type> on <host>");
  }

  @Test
  void clocksAreReplacedAndTheirLabelsKept() {
    assertThat(normaliser.apply("CPU time:       1795421103.4s"))
        .isEqualTo("CPU time:       <time>");
    assertThat(normaliser.apply("  cpu.time=1795421103464\n  vcpu.0.time=17"))
        .isEqualTo("  cpu.time=<time>\n  vcpu.0.time=<time>");
    assertThat(normaliser.apply("2026-11-23 08:01:02.345+0000: event")).isEqualTo("<date>: event");
  }

  @Test
  void otherFiguresStay() {
    String text = "CPU(s): 2\nMax memory: 8388608 KiB\nvcpu.current=2\nvcpu.0.state=1";
    assertThat(normaliser.apply(text)).isEqualTo(text);
  }
}
