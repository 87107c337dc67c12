package org.jvirtd.rpc;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.jvirtd.event.EventLoop;
import org.jvirtd.worker.Job;
import org.jvirtd.worker.WorkerPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An RPC server: its listeners, its connections, and the programs that it serves, on an event loop
 * and a worker pool that are given to it.
 *
 * <p>The loop accepts, reads, cuts frames, answers keepalive and admits calls. Workers do the rest.
 * What a worker leaves for the loop (replies to send, reading to go on) it announces with {@link
 * #attend}: the connection joins a queue, and a timeout that is otherwise disabled makes the loop
 * take all of it in its next turn, so that many announcements cost one wake-up.
 */
public final class Server {
  private static final Logger LOG = LoggerFactory.getLogger(Server.class);
  private static final int READ_BUFFER_BYTES = 64 * 1024;

  private final String name;
  private final EventLoop loop;
  private final WorkerPool workers;
  private final RpcObserver observer;
  private final LongSupplier nanoClock;
  private final List<ServedProgram> programs = new ArrayList<>();
  private final ServerCounters counters = new ServerCounters();
  private final Map<Long, Connection> connections = new ConcurrentHashMap<>();
  private final Object emptied = new Object();
  private final AtomicLong lastId = new AtomicLong();
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final ByteBuffer readBuffer = ByteBuffer.allocateDirect(READ_BUFFER_BYTES);

  private final Queue<Connection> attention = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean attentionArmed = new AtomicBoolean();
  private final int attentionTimer;

  private volatile ClientLimits limits;
  private volatile KeepaliveSettings keepaliveSettings;

  /** The loop thread's to change; that a listener rests is the listener's to know. */
  private volatile AcceptState acceptState = AcceptState.NOT_YET;

  /**
   * @param name what threads, logs and measurements call it
   * @param loop runs on a thread of the caller's
   * @param workers not closed by the server
   * @param nanoClock as {@link System#nanoTime}
   */
  public Server(
      String name,
      EventLoop loop,
      WorkerPool workers,
      Collection<? extends Program> programs,
      ClientLimits limits,
      KeepaliveSettings keepaliveSettings,
      RpcObserver observer,
      LongSupplier nanoClock) {
    this.name = name;
    this.loop = loop;
    this.workers = workers;
    this.observer = observer;
    this.nanoClock = nanoClock;
    this.limits = limits;
    this.keepaliveSettings = keepaliveSettings;
    for (Program program : programs) {
      add(program);
    }
    attentionTimer =
        loop.addTimeout("attention", EventLoop.DISABLED, timer -> attendAll(), () -> {});
  }

  private void add(Program program) {
    ProcedureTable table = program.procedures();
    for (ServedProgram other : programs) {
      if (other.table().program() == table.program()
          && other.table().version() == table.version()) {
        throw new IllegalArgumentException(other.table() + " and " + table + " are the same");
      }
    }
    programs.add(new ServedProgram(program, programs.size()));
  }

  /**
   * Listens on a channel, which belongs to the server from then on. Call it before the loop runs,
   * or on the loop thread.
   *
   * @param channel bound, in non-blocking mode
   * @param readOnly whether its clients may only read
   * @return the address it is bound to
   */
  public SocketAddress listen(
      ServerSocketChannel channel, Peer.Transport transport, boolean readOnly) throws IOException {
    Listener listener = new Listener(this, channel, transport, readOnly);
    listeners.add(listener);
    listener.open();
    acceptState = AcceptState.ACCEPTING;
    return listener.address();
  }

  // ---- What connections and calls ask of their server ----

  public String name() {
    return name;
  }

  public EventLoop loop() {
    return loop;
  }

  public ClientLimits limits() {
    return limits;
  }

  public KeepaliveSettings keepaliveSettings() {
    return keepaliveSettings;
  }

  public ServerCounters counters() {
    return counters;
  }

  /** The connections there are now. */
  public Collection<Connection> connections() {
    return List.copyOf(connections.values());
  }

  /** The connection with this number, or null. */
  public @Nullable Connection connection(long id) {
    return connections.get(id);
  }

  /** How many connections there are now. */
  public int connectionCount() {
    return connections.size();
  }

  /** Whether newcomers are accepted now, and if not, why. From any thread. */
  public AcceptState acceptState() {
    AcceptState state = acceptState;
    return state == AcceptState.ACCEPTING && listeners.stream().anyMatch(Listener::isResting)
        ? AcceptState.RESTING
        : state;
  }

  RpcObserver observer() {
    return observer;
  }

  long nanoTime() {
    return nanoClock.getAsLong();
  }

  int programCount() {
    return programs.size();
  }

  @Nullable ServedProgram program(int number, int version) {
    for (ServedProgram program : programs) {
      if (program.table().program() == number && program.table().version() == version) {
        return program;
      }
    }
    return null;
  }

  /** The one buffer that all connections are read with. For the loop thread only. */
  ByteBuffer readBuffer() {
    return readBuffer;
  }

  /** Queues a call; {@link #flushJobs} sends for the workers. On the loop thread. */
  void enqueue(Call call) {
    if (!workers.enqueue(call)) {
      refuse(call);
    }
  }

  void flushJobs() {
    workers.flush();
  }

  /** Queues a call and sends for a worker. From any thread. */
  void submit(Call call) {
    if (!workers.submit(call)) {
      refuse(call);
    }
  }

  private void refuse(Call call) {
    counters.refused.increment();
    LOG.warn("{}: {} was refused, the workers take no more", this, call);
    call.refuse("the daemon's queue is full");
  }

  // ---- The loop's turn ----

  /** Has the loop look after a connection in its next turn. From any thread. */
  void attend(Connection connection) {
    if (!connection.awaitsAttention.compareAndSet(false, true)) {
      return;
    }
    attention.add(connection);
    if (attentionArmed.compareAndSet(false, true)) {
      loop.updateTimeout(attentionTimer, 0);
    }
  }

  private void attendAll() {
    loop.updateTimeout(attentionTimer, EventLoop.DISABLED);
    // Disarmed first: who comes from here on arms it again.
    attentionArmed.set(false);
    for (Connection next = attention.poll(); next != null; next = attention.poll()) {
      next.awaitsAttention.set(false);
      next.attend();
    }
  }

  // ---- Coming and going: the loop thread ----

  void onAccepted(SocketChannel channel, Peer peer, boolean readOnly) {
    Connection connection = new Connection(this, lastId.incrementAndGet(), channel, peer, readOnly);
    connections.put(connection.id(), connection);
    counters.accepted.increment();
    connection.open();
    LOG.debug("{} connected: {}", connection, peer);
    checkLimits();
  }

  void onClosed(Connection connection, CloseReason reason) {
    connections.remove(connection.id());
    counters.countClosed(reason);
    if (connections.isEmpty()) {
      synchronized (emptied) {
        emptied.notifyAll();
      }
    }
    LOG.debug("{} closed: {}", connection, reason);
    checkLimits();
    Job ending =
        new Job(false) {
          @Override
          protected void run() {
            connection.sessions().close();
          }
        };
    if (!workers.submit(ending)) {
      // What a client has left behind is cleaned up even when the workers take no more.
      Thread.ofVirtual().name(name + "-close").start(connection.sessions()::close);
    }
  }

  private void checkLimits() {
    boolean room = connections.size() < limits.max();
    if (room == (acceptState == AcceptState.ACCEPTING) || listeners.isEmpty()) {
      return;
    }
    acceptState = room ? AcceptState.ACCEPTING : AcceptState.AT_LIMIT;
    if (!room) {
      counters.acceptPauses.increment();
      LOG.warn(
          "{}: {} clients are connected, which is the limit; newcomers wait in the backlog",
          name,
          connections.size());
    } else {
      LOG.info("{}: accepting again", name);
    }
    for (Listener listener : listeners) {
      listener.pause(!room);
    }
  }

  /** Stops accepting. On the loop thread, or when the loop does not run any more. */
  public void stopAccepting() {
    acceptState = AcceptState.STOPPED;
    listeners.forEach(Listener::close);
    listeners.clear();
  }

  /**
   * Lets every connection finish: nothing more is read, and each closes when the replies to its
   * calls have left. From any thread.
   */
  public void drain() {
    connections().forEach(connection -> connection.drain(CloseReason.STOPPING));
  }

  /**
   * Waits until no connection is left. Not on the loop thread.
   *
   * @return how many there still are, when the time is over
   */
  public int awaitNoConnections(Duration atMost) throws InterruptedException {
    long deadline = nanoTime() + atMost.toNanos();
    synchronized (emptied) {
      while (!connections.isEmpty()) {
        long left = deadline - nanoTime();
        if (left <= 0) {
          break;
        }
        TimeUnit.NANOSECONDS.timedWait(emptied, left);
      }
    }
    return connections.size();
  }

  /** Disconnects every client. From any thread. */
  public void disconnectAll(CloseReason reason) {
    connections().forEach(connection -> connection.close(reason));
  }

  @Override
  public String toString() {
    return "server " + name;
  }
}
