package org.jvirtd.event;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** How the loop waits, so that a test can let time pass without waiting. */
@FunctionalInterface
interface Waiter {

  /**
   * The selector's own way. It knows milliseconds only, so that a timeout may be up to 1 ms late.
   */
  Waiter SELECTOR =
      (selector, onSelected, nanos) -> {
        if (nanos == 0) {
          selector.selectNow(onSelected);
        } else if (nanos < 0) {
          selector.select(onSelected);
        } else {
          selector.select(onSelected, TimeUnit.NANOSECONDS.toMillis(nanos + 999_999));
        }
      };

  /**
   * @param nanos at most this long; 0 not at all; negative until something is ready or the selector
   *     is woken
   */
  void await(Selector selector, Consumer<SelectionKey> onSelected, long nanos) throws IOException;
}
