package org.jvirtd.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RequestWindowTest {
  private static final ClientLimits LIMITS = new ClientLimits(10, 10, 10, 2, 1, 3, 1024, 1024);

  private final RequestWindow window = new RequestWindow();

  private static Call ordinary() {
    return RpcFixture.call(false, 0);
  }

  private static Call priority() {
    return RpcFixture.call(true, 0);
  }

  @Test
  void callsRunUntilTheWindowIsFullAndWaitThen() {
    assertThat(window.admit(ordinary(), LIMITS)).isTrue();
    assertThat(window.admit(ordinary(), LIMITS)).isTrue();
    assertThat(window.admit(ordinary(), LIMITS)).isFalse();
    assertThat(window.used()).isEqualTo(2);
    assertThat(window.parked()).isEqualTo(1);
  }

  @Test
  void aPriorityCallPassesAFullWindowButNotItsOwnReserve() {
    window.admit(ordinary(), LIMITS);
    window.admit(ordinary(), LIMITS);
    window.admit(ordinary(), LIMITS);
    assertThat(window.admit(priority(), LIMITS)).isTrue();
    assertThat(window.admit(priority(), LIMITS)).isFalse();
    assertThat(window.used()).isEqualTo(3);
  }

  @Test
  void aFreeSlotGoesToTheCallThatHasWaitedLongest() {
    window.admit(ordinary(), LIMITS);
    window.admit(ordinary(), LIMITS);
    Call first = ordinary();
    Call second = ordinary();
    window.admit(first, LIMITS);
    window.admit(second, LIMITS);
    assertThat(window.next(LIMITS)).isNull();
    window.release();
    assertThat(window.next(LIMITS)).isSameAs(first);
    assertThat(window.next(LIMITS)).isNull();
    window.release();
    assertThat(window.next(LIMITS)).isSameAs(second);
  }

  @Test
  void aParkedPriorityCallDoesNotWaitForOrdinaryOnesBeforeIt() {
    window.admit(ordinary(), LIMITS);
    window.admit(ordinary(), LIMITS);
    window.admit(priority(), LIMITS);
    window.admit(ordinary(), LIMITS);
    Call urgent = priority();
    window.admit(urgent, LIMITS);
    window.release();
    assertThat(window.next(LIMITS)).isSameAs(urgent);
    assertThat(window.next(LIMITS)).isNull();
  }

  @Test
  void parkingIsBoundedInCallsAndInBytes() {
    window.admit(ordinary(), LIMITS);
    window.admit(ordinary(), LIMITS);
    window.admit(ordinary(), LIMITS);
    assertThat(window.isFull(LIMITS)).isFalse();
    window.admit(RpcFixture.call(false, 2000), LIMITS);
    assertThat(window.isFull(LIMITS)).isTrue();
    window.clear();
    assertThat(window.isFull(LIMITS)).isFalse();
    for (int i = 0; i < 3; i++) {
      window.admit(ordinary(), LIMITS);
    }
    assertThat(window.isFull(LIMITS)).isTrue();
  }

  @Test
  void aSlotCannotBeGivenBackTwice() {
    window.admit(ordinary(), LIMITS);
    window.release();
    assertThatThrownBy(window::release).isInstanceOf(IllegalStateException.class);
  }
}
