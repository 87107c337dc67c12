package org.jvirtd.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

/** When a program's author hears of a mistake in its interface. */
class ProcedureTableTest {
  /** A thread has no form on the wire. */
  @RpcProgram(number = 0x2000_9001, version = 1)
  public interface Formless {
    @Procedure(1)
    int fine(int x);

    @Procedure(2)
    void formless(Thread thread);
  }

  /** Two procedures of one number. */
  @RpcProgram(number = 0x2000_9002, version = 1)
  public interface Ambiguous {
    @Procedure(1)
    void one();

    @Procedure(1)
    void other();
  }

  @Test
  void aTypeWithoutAFormOnTheWireIsFoundAtOnce() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProcedureTable.of(Formless.class))
        .withMessageContaining("java.lang.Thread has no form on the wire");
  }

  @Test
  void onDemandItIsFoundByWhoAsksForIt() {
    ProcedureTable table = ProcedureTable.onDemand(Formless.class);

    assertThat(table.get("fine").arguments()).isSameAs(table.get("fine").arguments());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> table.get("formless").arguments())
        .withMessageContaining("java.lang.Thread has no form on the wire");
  }

  @Test
  void aNumberThatIsUsedTwiceIsFoundAtOnceInAnyCase() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProcedureTable.onDemand(Ambiguous.class))
        .withMessageContaining("one (1)")
        .withMessageContaining("other (1)");
  }
}
