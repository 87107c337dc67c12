package org.jvirtd.event;

import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelectionKey;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A loop over a selector without descriptors, so that a race test can make thousands of them. Its
 * sleep notices when nobody wakes it.
 */
final class RacingLoop {

  private static volatile long patienceNanos = TimeUnit.SECONDS.toNanos(5);

  final NioEventLoop loop;
  final FakeChannel channel = new FakeChannel();

  /** Whether the loop has slept through a change. */
  volatile boolean lost;

  /** Whether the channel is to be ready in each wait. */
  boolean ready;

  private final FakeSelector selector = new FakeSelector();

  RacingLoop() {
    loop = new NioEventLoop(EventLoopOptions.defaults(), this::await, selector);
  }

  private void await(Selector unused, Consumer<SelectionKey> onSelected, long nanos) {
    SelectionKey key = channel.keyFor(selector);
    if (ready && key != null && key.isValid() && key.interestOps() != 0) {
      onSelected.accept(key);
    } else if (nanos != 0) {
      long start = System.nanoTime();
      while (!selector.woken) {
        if (System.nanoTime() - start > patienceNanos) {
          lost = true;
          // The verdict is clear: do not spend this time on each of the thousands that follow.
          patienceNanos = 1;
          return;
        }
        Thread.yield();
      }
    }
    selector.woken = false;
  }

  static final class FakeSelector extends AbstractSelector {
    volatile boolean woken;
    private final Set<SelectionKey> keys = ConcurrentHashMap.newKeySet();
    private final Set<SelectionKey> selected = new HashSet<>();

    FakeSelector() {
      super(SelectorProvider.provider());
    }

    @Override
    public Set<SelectionKey> keys() {
      return keys;
    }

    @Override
    public Set<SelectionKey> selectedKeys() {
      return selected;
    }

    @Override
    public int selectNow() {
      synchronized (cancelledKeys()) {
        for (SelectionKey key : cancelledKeys()) {
          keys.remove(key);
          deregister((AbstractSelectionKey) key);
        }
        cancelledKeys().clear();
      }
      woken = false;
      return 0;
    }

    @Override
    public int select(long timeout) {
      return selectNow();
    }

    @Override
    public int select() {
      return selectNow();
    }

    @Override
    public Selector wakeup() {
      woken = true;
      return this;
    }

    @Override
    protected SelectionKey register(AbstractSelectableChannel channel, int ops, Object attachment) {
      FakeKey key = new FakeKey(this, channel, ops);
      key.attach(attachment);
      keys.add(key);
      return key;
    }

    @Override
    protected void implCloseSelector() {}
  }

  static final class FakeKey extends AbstractSelectionKey {
    private final Selector selector;
    private final AbstractSelectableChannel channel;
    private volatile int ops;

    FakeKey(Selector selector, AbstractSelectableChannel channel, int ops) {
      this.selector = selector;
      this.channel = channel;
      this.ops = ops;
    }

    @Override
    public AbstractSelectableChannel channel() {
      return channel;
    }

    @Override
    public Selector selector() {
      return selector;
    }

    @Override
    public int interestOps() {
      return ops;
    }

    @Override
    public SelectionKey interestOps(int newOps) {
      ops = newOps;
      return this;
    }

    @Override
    public int readyOps() {
      return ops;
    }
  }

  static final class FakeChannel extends AbstractSelectableChannel {
    FakeChannel() {
      super(SelectorProvider.provider());
      try {
        configureBlocking(false);
      } catch (java.io.IOException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public int validOps() {
      return SelectionKey.OP_READ;
    }

    @Override
    protected void implCloseSelectableChannel() {}

    @Override
    protected void implConfigureBlocking(boolean block) {}
  }
}
