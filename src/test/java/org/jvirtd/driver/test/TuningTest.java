package org.jvirtd.driver.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jvirtd.driver.test.TestWorld.errorText;
import static org.jvirtd.protocol.TypedParameter.ofUnsigned;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.jvirtd.protocol.TypedParameter;
import org.jvirtd.protocol.domain.Domain;
import org.jvirtd.protocol.domain.DomainMemoryParameters;
import org.jvirtd.protocol.event.DomainMetadataChangeEvent;

/** Limits, counters and notes that a client sets in a definition, and gets back. */
class TuningTest {
  private static final long UNLIMITED = 9_007_199_254_740_991L;
  private static final int CONFIG = Flag.VIR_DOMAIN_AFFECT_CONFIG;

  private final TestWorld world = new TestWorld();
  private final TestHypervisor hypervisor = world.hypervisor;
  private final Domain test = world.test();

  private List<TypedParameter> limits(int flags) {
    return hypervisor.domainGetMemoryParameters(test, 3, flags).params();
  }

  @Test
  void memoryHasNoLimitsUntilTheyAreSet() {
    assertThat(hypervisor.domainGetMemoryParameters(test, 0, 0))
        .isEqualTo(new DomainMemoryParameters(List.of(), 3));
    assertThat(limits(0))
        .containsExactly(
            ofUnsigned("hard_limit", UNLIMITED),
            ofUnsigned("soft_limit", UNLIMITED),
            ofUnsigned("swap_hard_limit", UNLIMITED));

    hypervisor.domainSetMemoryParameters(
        test, List.of(ofUnsigned("soft_limit", 50L), ofUnsigned("hard_limit", 100L)), 0);

    assertThat(limits(0))
        .containsExactly(
            ofUnsigned("hard_limit", 100L),
            ofUnsigned("soft_limit", 50L),
            ofUnsigned("swap_hard_limit", UNLIMITED));
    assertThat(limits(CONFIG)).startsWith(ofUnsigned("hard_limit", UNLIMITED));
    assertThat(hypervisor.domainGetXmlDesc(test, 0))
        .contains(
            """
              <memtune>
                <hard_limit unit='KiB'>100</hard_limit>
                <soft_limit unit='KiB'>50</soft_limit>
              </memtune>
            """);
  }

  @Test
  void aLimitCanBeTakenAway() {
    hypervisor.domainSetMemoryParameters(test, List.of(ofUnsigned("soft_limit", 50L)), 0);
    hypervisor.domainSetMemoryParameters(test, List.of(ofUnsigned("soft_limit", UNLIMITED)), 0);

    assertThat(hypervisor.domainGetXmlDesc(test, 0)).doesNotContain("memtune");
  }

  @Test
  void swapIsNotBelowMemory() {
    hypervisor.domainSetMemoryParameters(test, List.of(ofUnsigned("hard_limit", 100L)), 0);

    assertThat(
            errorText(() ->
                hypervisor.domainSetMemoryParameters(
                    test, List.of(ofUnsigned("swap_hard_limit", 99L)), 0)))
        .isEqualTo(
            "8/12 invalid argument: memory hard_limit tunable value must be lower than or equal to"
                + " swap_hard_limit");
  }

  @Test
  void countersAreSwitchedOneByOne() {
    assertThat(hypervisor.domainGetPerfEvents(test, 0))
        .hasSize(22)
        .allSatisfy(event -> assertThat(event.longValue()).isZero());

    hypervisor.domainSetPerfEvents(
        test, List.of(TypedParameter.of("mbmt", false), TypedParameter.of("cmt", true)), 0);

    assertThat(hypervisor.domainGetPerfEvents(test, 0))
        .startsWith(TypedParameter.of("cmt", true), TypedParameter.of("mbmt", false));
    assertThat(hypervisor.domainGetPerfEvents(test, CONFIG))
        .startsWith(TypedParameter.of("cmt", false));
    assertThat(hypervisor.domainGetXmlDesc(test, 0))
        .contains(
            """
              <perf>
                <event name='cmt' enabled='yes'/>
                <event name='mbmt' enabled='no'/>
              </perf>
            """);
  }

  @Test
  void notesAreKeptAndAnnounced() {
    hypervisor.domainSetMetadata(test, 0, "hello", null, null, 0);
    hypervisor.domainSetMetadata(test, 2, "<a b='1'/>", "k", "http://x", CONFIG);

    assertThat(hypervisor.domainGetMetadata(test, 0, null, 0)).isEqualTo("hello");
    assertThat(hypervisor.domainGetMetadata(test, 2, "http://x", CONFIG)).isEqualTo("<a b=\"1\"/>");
    assertThat(hypervisor.domainGetXmlDesc(test, Flag.VIR_DOMAIN_XML_INACTIVE))
        .contains("<k:a xmlns:k=\"http://x\" b=\"1\"/>");
    assertThat(world.events)
        .containsExactly(
            new DomainMetadataChangeEvent(test, 0, null),
            new DomainMetadataChangeEvent(test, 2, "http://x"));
  }

  @Test
  void notesThatAreNotThereAreNotFound() {
    String missing = "80/20 metadata not found: Requested metadata element is not present";
    assertThat(errorText(() -> hypervisor.domainGetMetadata(test, 1, null, 0))).isEqualTo(missing);
    assertThat(errorText(() -> hypervisor.domainGetMetadata(test, 2, "http://x", 0)))
        .isEqualTo(missing);
    assertThat(errorText(() -> hypervisor.domainGetMetadata(test, 9, null, 0)))
        .isEqualTo("8/20 invalid argument: unknown metadata type '9'");
  }

  @Test
  void theElementOfTheNotesStaysWhenTheLastIsTakenAway() {
    hypervisor.domainSetMetadata(test, 2, null, null, "http://x", 0);
    assertThat(hypervisor.domainGetXmlDesc(test, 0)).doesNotContain("metadata");
    hypervisor.domainSetMetadata(test, 2, "<a/>", "k", "http://x", 0);
    hypervisor.domainSetMetadata(test, 2, null, "k", "http://x", 0);

    assertThat(hypervisor.domainGetXmlDesc(test, 0)).contains("  <metadata/>\n");
  }

  @Test
  void notesHaveTheirRules() {
    assertThat(errorText(() -> hypervisor.domainSetMetadata(test, 1, "two\nlines", null, null, 0)))
        .isEqualTo("8/20 metadata title can't contain newlines");
    assertThat(errorText(() -> hypervisor.domainSetMetadata(test, 2, "<a/>", null, "u", 0)))
        .isEqualTo("8/20 key in virDomainSetMetadata must not be NULL");
    assertThat(errorText(() -> hypervisor.domainSetMetadata(test, 0, "x", null, "u", 0)))
        .isEqualTo("8/20 uri in virDomainSetMetadata must be NULL");
    hypervisor.domainSetMetadata(test, 2, null, null, "u", 0);
  }

  @Test
  void aNamespaceIsDeclaredUnderAPrefixThatIsFree() {
    assertThat(errorText(() -> hypervisor.domainSetMetadata(test, 2, "<a/>", "k l", "u", 0)))
        .isEqualTo("1/5 internal error: failed to validate prefix for a new XML namespace");
    String own = "<k:a xmlns:k='u'/>";
    assertThat(errorText(() -> hypervisor.domainSetMetadata(test, 2, own, "k", "u", 0)))
        .isEqualTo("1/5 internal error: failed to create a new XML namespace");
    hypervisor.domainSetMetadata(test, 2, "<a><l:b xmlns:l='u'/></a>", "k", "u", 0);

    assertThat(hypervisor.domainGetMetadata(test, 2, "u", 0))
        .isEqualTo("<a>\n  <b xmlns:l=\"u\"/>\n</a>");
  }
}
