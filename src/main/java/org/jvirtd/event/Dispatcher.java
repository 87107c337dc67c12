package org.jvirtd.event;

/**
 * Calls back what one pass has collected, and measures it. Belongs to the loop thread; the clock is
 * read once per callback, as the end of one is the start of the next.
 */
final class Dispatcher {

  private final Object lock;
  private final Handles handles;
  private final TimerQueue timerQueue;
  private final NanoClock clock;
  private final LoopMeter meter;
  private final FailureHandler onFailure;

  /**
   * @param lock the loop's lock, which guards handles and timerQueue
   */
  Dispatcher(
      Object lock,
      Handles handles,
      TimerQueue timerQueue,
      NanoClock clock,
      LoopMeter meter,
      FailureHandler onFailure) {
    this.lock = lock;
    this.handles = handles;
    this.timerQueue = timerQueue;
    this.clock = clock;
    this.meter = meter;
    this.onFailure = onFailure;
  }

  /** Dispatches all that is ready and empties the queue. Returns the time when it ended. */
  long dispatch(ReadyQueue ready, long awake) {
    long now = awake;
    for (int i = 0; i < ready.size(); i++) {
      now =
          switch (ready.get(i)) {
            case HandleWatch watch -> dispatch(watch, now);
            case Timer timer -> dispatch(timer, now);
          };
    }
    ready.clear();
    return now;
  }

  /** Runs the {@code onRemoved} of this one and of all that are linked to it. */
  long runOnRemoved(Source first, long awake) {
    long now = awake;
    for (Source removed = first; removed != null; removed = removed.nextRemoved) {
      long start = now;
      meter.callbackStarts(removed.name, start);
      try {
        removed.onRemoved.run();
      } catch (Throwable e) {
        failed(removed, e);
      }
      now = clock.nanoTime();
      meter.callbackEnds(removed.name, now - start, now);
    }
    return now;
  }

  private long dispatch(HandleWatch watch, long start) {
    int mask = watch.events;
    int events = watch.readyEvents & (mask | HandleEvents.ERROR | HandleEvents.HANGUP);
    watch.readyEvents = 0;
    if (watch.removed || mask == 0 || events == 0) {
      return start;
    }
    meter.callbackStarts(watch.name, start);
    try {
      watch.callback.onEvents(watch.id, events);
    } catch (Throwable e) {
      failed(watch, e);
    }
    long end = clock.nanoTime();
    meter.handleCallbackEnds(watch.name, end - start, end);
    WatchedChannel channel = watch.channel;
    if (channel.muted || channel.isClosedByOwner()) {
      synchronized (lock) {
        handles.calledBack(channel);
      }
    }
    return end;
  }

  private long dispatch(Timer timer, long start) {
    long lag;
    synchronized (lock) {
      lag = timer.period > 0 ? start - timer.dueNanos : -1;
      if (!timerQueue.fire(timer, start)) {
        return start;
      }
    }
    if (lag >= 0) {
      meter.timeoutLags(lag, start);
    }
    meter.callbackStarts(timer.name, start);
    try {
      timer.callback.onTimeout(timer.id);
    } catch (Throwable e) {
      failed(timer, e);
    }
    long end = clock.nanoTime();
    meter.timeoutCallbackEnds(timer.name, end - start, end);
    return end;
  }

  private void failed(Source source, Throwable failure) {
    meter.callbackFailed();
    try {
      onFailure.onFailure(source.name, failure);
    } catch (Throwable again) {
      // The loop must live, and there is nobody else to tell.
      meter.callbackFailed();
    }
  }
}
