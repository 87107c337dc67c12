package org.jvirtd.observe.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is open to whom. */
class HttpAccessTest {

  @Test
  void onlyAddressesOfThisMachineAreLoopback() {
    assertThat(HttpAccess.isLoopback(List.of("127.0.0.1"))).isTrue();
    assertThat(HttpAccess.isLoopback(List.of("::1", "localhost"))).isTrue();
    assertThat(HttpAccess.isLoopback(List.of("127.0.0.1", "0.0.0.0"))).isFalse();
    // Without an address the server listens on all of them.
    assertThat(HttpAccess.isLoopback(Arrays.asList("127.0.0.1", null))).isFalse();
    assertThat(HttpAccess.isLoopback(List.of("::"))).isFalse();
    assertThat(HttpAccess.isLoopback(List.of(""))).isFalse();
  }

  @Test
  void readingIsOpenAsItIsSet() {
    assertThat(access(true, Reading.LOOPBACK).isReadingOpen()).isTrue();
    assertThat(access(false, Reading.LOOPBACK).isReadingOpen()).isFalse();
    assertThat(access(true, Reading.LOGIN).isReadingOpen()).isFalse();
    assertThat(access(false, Reading.OPEN).isReadingOpen()).isTrue();
  }

  @Test
  void operatorsNeedAFileOfUsersAndLimitsHaveBounds() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> make(Set.of("anna"), Duration.ofSeconds(1), 2))
        .withMessageContaining("users names no file");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> make(Set.of(), Duration.ofSeconds(61), 2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> make(Set.of(), Duration.ofSeconds(-1), 2));
    assertThatIllegalArgumentException().isThrownBy(() -> make(Set.of(), Duration.ofSeconds(1), 0));
  }

  private static HttpAccess access(boolean loopback, Reading reading) {
    return new HttpAccess(loopback, reading, null, Set.of(), List.of(), Duration.ofSeconds(1), 2);
  }

  private static HttpAccess make(Set<String> operators, Duration delay, int logins) {
    return new HttpAccess(true, Reading.LOOPBACK, null, operators, List.of(), delay, logins);
  }
}
