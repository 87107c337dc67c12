package org.jvirtd.rpc;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The driver's ends of one stream. They are given by the procedure that opens it, before it is
 * open; afterwards they belong to the stream's job, which is one at a time.
 */
final class DriverEnds {
  private static final Logger LOG = LoggerFactory.getLogger(DriverEnds.class);

  private final ClientStream stream;
  @Nullable StreamSource source;
  @Nullable StreamSink sink;

  DriverEnds(ClientStream stream) {
    this.stream = stream;
  }

  /** What an end may fail at. */
  interface Action {
    void run() throws IOException;
  }

  /**
   * Does it.
   *
   * @return what to tell the client if it fails, or null
   */
  @Nullable RpcError attempt(Action action) {
    try {
      action.run();
      return null;
    } catch (RpcException e) {
      return e.error();
    } catch (IOException e) {
      LOG.warn("{} failed: {}", stream, e.toString());
      return StreamPackets.failedIo();
    } catch (Throwable e) {
      // Whatever an end throws, its client gets an answer and the worker lives.
      LOG.error("{} failed", stream, e);
      return RpcError.internal("the stream failed; the daemon's log says why");
    }
  }

  /** The client has finished: the sink has all that there is. */
  void finish() throws IOException {
    try {
      if (sink != null) {
        sink.finish();
      }
    } finally {
      closeSource();
    }
  }

  /** It ends before its time. */
  void abort() {
    StreamSink into = sink;
    if (into != null) {
      attempt(into::abort);
    }
    closeSource();
  }

  private void closeSource() {
    StreamSource from = source;
    if (from != null) {
      attempt(from::close);
    }
  }
}
