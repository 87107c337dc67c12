package org.jvirtd.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.jvirtd.protocol.domain.Domain;
import org.jvirtd.protocol.domain.DomainList;
import org.jvirtd.protocol.domain.DomainNumaParameters;

/** Replies whose content depends on what the client has room for, or asked for. */
class RepliesWithRoomForSomeTest {
  private static final TypedParameter NODESET = TypedParameter.of("numa_nodeset", "0-1");
  private static final TypedParameter MODE = TypedParameter.of("numa_mode", 0);
  private static final List<TypedParameter> NUMA = List.of(NODESET, MODE);

  @Test
  void roomForNoneAsksHowManyThereAre() {
    assertThat(DomainNumaParameters.of(NUMA, 0, 4))
        .isEqualTo(new DomainNumaParameters(List.of(), 2));
  }

  @Test
  void roomForSomeGetsThatMany() {
    assertThat(DomainNumaParameters.of(NUMA, 1, 4))
        .isEqualTo(new DomainNumaParameters(List.of(NODESET), 0));
    assertThat(DomainNumaParameters.of(NUMA, 16, 4)).isEqualTo(new DomainNumaParameters(NUMA, 0));
  }

  @Test
  void aClientThatDoesNotTakeStringsGetsNone() {
    assertThat(DomainNumaParameters.of(NUMA, 16, 0))
        .isEqualTo(new DomainNumaParameters(List.of(MODE), 0));
  }

  @Test
  void aListIsLeftOutWhenOnlyItsLengthIsWanted() {
    List<Domain> domains = List.of(new Domain("a", new UUID(1, 1), 1));

    assertThat(DomainList.of(domains, 1)).isEqualTo(new DomainList(domains, 1));
    assertThat(DomainList.of(domains, 0)).isEqualTo(new DomainList(List.of(), 1));
  }

  @Test
  void aWholeNumberIsReadWhateverItsWidth() {
    assertThat(TypedParameter.of("a", -1).longValue()).isEqualTo(-1);
    assertThat(TypedParameter.ofUnsigned("a", -1).longValue()).isEqualTo(4_294_967_295L);
    assertThat(TypedParameter.of("a", -1L).longValue()).isEqualTo(-1);
    assertThat(TypedParameter.ofUnsigned("a", 5L).longValue()).isEqualTo(5);
    assertThat(TypedParameter.of("a", true).longValue()).isEqualTo(1);
    assertThatThrownBy(NODESET::longValue).isInstanceOf(IllegalStateException.class);
    assertThat(NODESET.stringValue()).isEqualTo("0-1");
    assertThat(TypedParameter.find(NUMA, "numa_mode")).contains(MODE.value());
  }
}
