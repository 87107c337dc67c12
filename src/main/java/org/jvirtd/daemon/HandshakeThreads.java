package org.jvirtd.daemon;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads on which the steps of TLS handshakes run: they take milliseconds of signing and
 * verifying, and neither the event loop nor a worker is to wait for that.
 */
final class HandshakeThreads {
  private static final int IDLE_SECONDS = 60;

  private HandshakeThreads() {}

  /**
   * @param most threads that there may be; idle ones go
   * @param maxSteps steps that may wait
   */
  static ExecutorService start(int most, int maxSteps) {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            most,
            most,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(maxSteps),
            Thread.ofPlatform().daemon().name("tls-handshake-", 1).factory());
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }
}
