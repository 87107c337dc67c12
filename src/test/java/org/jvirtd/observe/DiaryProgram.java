package org.jvirtd.observe;

import io.opentelemetry.api.trace.Span;
import java.util.concurrent.Semaphore;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.ErrorDomain;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.rpc.Procedure;
import org.jvirtd.rpc.RpcProgram;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A program whose procedures log a line each. */
@RpcProgram(number = DiaryProgram.NUMBER)
public interface DiaryProgram {
  int NUMBER = 0x20007778;
  int WRITE = 1;
  int FAIL = 2;
  int HOLD = 3;

  @Procedure(WRITE)
  void write();

  @Procedure(FAIL)
  void fail(String secret);

  @Procedure(HOLD)
  void hold();

  /** Who keeps the diary. */
  final class Keeper implements DiaryProgram {
    private static final Logger LOG = LoggerFactory.getLogger(DiaryProgram.class);
    private final Semaphore holds = new Semaphore(0);
    private volatile String traceSeen = "";

    @Override
    public void write() {
      traceSeen = Span.current().getSpanContext().getTraceId();
      LOG.info("dear diary");
    }

    @Override
    public void fail(String secret) {
      throw LibvirtException.of(ErrorCode.NO_DOMAIN, ErrorDomain.TEST, "no such: " + secret);
    }

    @Override
    public void hold() {
      holds.acquireUninterruptibly();
    }

    void release() {
      holds.release();
    }

    /** The trace that the procedure was in, as a library that it calls would see it. */
    String traceSeen() {
      return traceSeen;
    }
  }
}
