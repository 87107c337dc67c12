package org.jvirtd.observe;

import java.util.concurrent.Semaphore;
import org.jvirtd.rpc.Procedure;
import org.jvirtd.rpc.RpcProgram;

/** A program whose one procedure waits until the test lets it through. */
@RpcProgram(number = GateProgram.NUMBER)
public interface GateProgram {
  int NUMBER = 0x20007777;
  int PASS = 1;

  @Procedure(PASS)
  void pass();

  /** The gate. */
  final class Gate implements GateProgram {
    private final Semaphore passes = new Semaphore(0);

    @Override
    public void pass() {
      passes.acquireUninterruptibly();
    }

    void let(int callers) {
      passes.release(callers);
    }
  }
}
