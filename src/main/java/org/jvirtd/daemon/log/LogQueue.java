package org.jvirtd.daemon.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Between those who log and the outputs: a bounded queue and one thread that writes, so that a slow
 * disk or journal never holds the event loop or a worker. What finds the queue full is lost and
 * counted, and a line in the outputs says how much it was.
 *
 * <pre>
 *   new ──start──▶ writing ──stop: what is queued is still written──▶ stopped
 * </pre>
 */
final class LogQueue extends UnsynchronizedAppenderBase<ILoggingEvent> {
  /** An output and what is at least needed to get there. */
  record Target(LogPriority priority, LogSink sink) {}

  /** Tells the writer that nothing follows. */
  private static final class End extends LoggingEvent {}

  private static final int CAPACITY = 8192;
  private static final Duration END = Duration.ofSeconds(2);

  private final BlockingQueue<ILoggingEvent> queue;
  private final List<Target> targets;
  private final LongAdder lost;
  private final Thread writer = Thread.ofPlatform().daemon().name("log").unstarted(this::writeAll);
  private long lostAndTold;

  /**
   * @param lost where messages are counted that find the queue full, or cannot be written
   */
  LogQueue(List<Target> targets, LongAdder lost) {
    this(targets, lost, CAPACITY);
  }

  LogQueue(List<Target> targets, LongAdder lost, int capacity) {
    this.targets = targets;
    this.lost = lost;
    this.lostAndTold = lost.sum();
    this.queue = new ArrayBlockingQueue<>(capacity);
  }

  @Override
  public void start() {
    super.start();
    writer.start();
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (targets.stream().noneMatch(target -> target.priority().admits(event.getLevel()))) {
      return;
    }
    event.prepareForDeferredProcessing();
    if (!queue.offer(event)) {
      lost.increment();
    }
  }

  private void writeAll() {
    try {
      for (ILoggingEvent next = queue.take(); !(next instanceof End); next = queue.take()) {
        write(next);
        tellLoss();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(ILoggingEvent event) {
    for (Target target : targets) {
      if (target.priority().admits(event.getLevel())) {
        try {
          target.sink().write(event);
        } catch (IOException | RuntimeException e) {
          // There is no better place to say it; the number is seen in the other outputs.
          lost.increment();
        }
      }
    }
  }

  private void tellLoss() {
    long sum = lost.sum();
    if (sum > lostAndTold && queue.remainingCapacity() > queue.size()) {
      write(warning(sum - lostAndTold + " log messages were lost"));
      lostAndTold = lost.sum();
    }
  }

  private ILoggingEvent warning(String text) {
    LoggingEvent event = new LoggingEvent();
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      event.setLoggerContext(context);
    }
    event.setLoggerName(LogQueue.class.getName());
    event.setLevel(Level.WARN);
    event.setThreadName(writer.getName());
    event.setTimeStamp(System.currentTimeMillis());
    event.setMessage(text);
    return event;
  }

  /** Writes what is queued, for two seconds at most, and closes the outputs. */
  @Override
  public void stop() {
    super.stop();
    try {
      if (queue.offer(new End(), END.toMillis(), TimeUnit.MILLISECONDS)) {
        writer.join(END);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (writer.isAlive()) {
      writer.interrupt();
    }
    close(targets);
  }

  static @Nullable IOException close(List<Target> targets) {
    IOException first = null;
    for (Target target : targets) {
      try {
        target.sink().close();
      } catch (IOException e) {
        first = first == null ? e : first;
      }
    }
    return first;
  }
}
