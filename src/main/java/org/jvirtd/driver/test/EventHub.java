package org.jvirtd.driver.test;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jvirtd.driver.Driver.EventSink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the events of a world to all its open connections, the one that caused them included.
 *
 * <p>Events are emitted on the thread of the call, under the lock of the domain they tell of, so
 * that each sink sees the events of one domain in the order in which its state changed. All sinks
 * see all events in the same order.
 */
final class EventHub {
  private static final Logger log = LoggerFactory.getLogger(EventHub.class);

  private final List<EventSink> sinks = new CopyOnWriteArrayList<>();

  void add(EventSink sink) {
    sinks.add(sink);
  }

  void remove(EventSink sink) {
    sinks.remove(sink);
  }

  /** Emits an event. A sink never blocks, so the lock is held for moments only. */
  synchronized void emit(Record event) {
    for (EventSink sink : sinks) {
      try {
        sink.emit(event);
      } catch (RuntimeException e) {
        // The state has changed already: one deaf connection must not turn that into a failed call.
        log.warn("A connection did not take the event {}", event, e);
      }
    }
  }
}
