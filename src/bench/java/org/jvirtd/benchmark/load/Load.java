package org.jvirtd.benchmark.load;

import java.io.IOException;
import java.time.Duration;

/** A load on one server, which can be stopped and begun again. For one thread. */
public interface Load extends AutoCloseable {
  /**
   * What a run counted.
   *
   * @param units calls, sessions or delivered events
   */
  record Counted(long units, double seconds, Latencies latencies) {
    public double rate() {
      return units / seconds;
    }
  }

  /** Sends the first calls. */
  void begin() throws IOException;

  /**
   * Goes on for a time, and until there is something to count. Between two runs calls are left
   * under way.
   */
  Counted run(Duration duration) throws IOException;

  /** Takes what is still under way, so that the server rests when this returns. */
  void end() throws IOException;

  @Override
  void close() throws IOException;
}
