package org.jvirtd.rpc;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
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
 * #attend}, as {@link Attention} has it.
 */
public final class Server {
  private static final Logger LOG = LoggerFactory.getLogger(Server.class);
  private static final int READ_BUFFER_BYTES = 64 * 1024;

  /** With a full queue every call may be refused; not all of them are worth a line. */
  private static final Duration LOG_INTERVAL = Duration.ofSeconds(30);

  private final String name;
  private final EventLoop loop;
  private final WorkerPool workers;
  private final RpcObserver observer;
  private final LongSupplier nanoClock;
  private final List<ServedProgram> programs = new ArrayList<>();
  private final ServerCounters counters = new ServerCounters();
  private final DrainProgress drainProgress;
  private final Connections connections = new Connections();
  private final LongAdder unsent = new LongAdder();
  private final AcceptGate gate = new AcceptGate(this);
  private final Occasionally refusals = new Occasionally(this::nanoTime, LOG_INTERVAL);
  private final ByteBuffer readBuffer = ByteBuffer.allocateDirect(READ_BUFFER_BYTES);

  private final Attention attention;

  private volatile ClientLimits limits;
  private volatile AccessPolicy access = AccessPolicy.OPEN;
  private volatile CallDeadlines deadlines = CallDeadlines.NONE;
  private volatile @Nullable CallTracer tracer;
  private volatile KeepaliveSettings keepaliveSettings;
  private volatile StreamLimits streamLimits = StreamLimits.DEFAULTS;
  private final AtomicInteger openStreams = new AtomicInteger();
  private volatile Runnable clientsChanged = () -> {};

  /** The loop thread's. */
  private boolean stopping;

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
    this.drainProgress = new DrainProgress(nanoClock);
    this.limits = limits;
    this.keepaliveSettings = keepaliveSettings;
    for (Program program : programs) {
      add(program);
    }
    workers.limitOwners(limits.maxWorkers());
    this.attention = new Attention(loop, gate::check);
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
   * @return the address it is bound to
   */
  public SocketAddress listen(ServerSocketChannel channel, ListenerSettings settings)
      throws IOException {
    Listener listener = new Listener(this, channel, settings);
    gate.open(listener);
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

  /**
   * Changes the limits. They hold from the loop's next turn on: accepting pauses or goes on, wider
   * windows take what waits for them; what is beyond a lower limit already stays, and is waited
   * for. Only max-queued is the kernel's to obey, which it was told when a socket was bound: it
   * holds for sockets that are bound later. From any thread.
   */
  public void update(ClientLimits newLimits) {
    limits = newLimits;
    workers.limitOwners(newLimits.maxWorkers());
    attention.checkLimits();
    connections.all().forEach(attention::attend);
  }

  public KeepaliveSettings keepaliveSettings() {
    return keepaliveSettings;
  }

  public StreamLimits streamLimits() {
    return streamLimits;
  }

  /** Sets what streams may take from now on; those that are open stay. From any thread. */
  public void update(StreamLimits newLimits) {
    streamLimits = newLimits;
  }

  /** How many streams are open now, of all clients together. From any thread. */
  public int openStreamCount() {
    return openStreams.get();
  }

  AtomicInteger openStreams() {
    return openStreams;
  }

  /**
   * Changes when silent clients are asked whether they live, for the clients there are as well:
   * their silence is measured anew from the loop's next turn on. From any thread.
   */
  public void update(KeepaliveSettings newSettings) {
    keepaliveSettings = newSettings;
    connections.all().forEach(attention::attend);
  }

  public ServerCounters counters() {
    return counters;
  }

  /** How far its end is: told by who drains it. */
  public DrainProgress drainProgress() {
    return drainProgress;
  }

  /** The connections there are now. */
  public Collection<Connection> connections() {
    return connections.all();
  }

  /** The connection with this number, or null. */
  public @Nullable Connection connection(long id) {
    return connections.get(id);
  }

  /** How many connections there are now. */
  public int connectionCount() {
    return connections.count();
  }

  /** How many of them have not authenticated themselves, where that is asked. */
  public int anonymousCount() {
    return connections.anonymousCount();
  }

  /**
   * Disconnects a client at once; replies that are still to come are dropped. From any thread.
   *
   * @return whether there is a client with this number
   */
  public boolean disconnect(long id) {
    Connection connection = connections.get(id);
    if (connection == null) {
      return false;
    }
    LOG.info("{}: disconnected on request", connection);
    connection.close(CloseReason.DISCONNECTED);
    return true;
  }

  /** Whether newcomers are accepted now, and if not, why. From any thread. */
  public AcceptState acceptState() {
    return gate.state();
  }

  /** Bytes that wait for clients whose sockets take no more. From any thread. */
  public long unsentBytes() {
    return unsent.sum();
  }

  void countUnsent(long change) {
    unsent.add(change);
  }

  /**
   * The bytes that may wait for one connection now: fewer than its own limit says while the limit
   * for all is reached, and it is one of those that have brought that about.
   */
  long maxOutboundNow() {
    ClientLimits now = limits;
    if (unsentBytes() <= now.maxOutboundTotal()) {
      return now.maxOutboundBytes();
    }
    return Math.min(
        now.maxOutboundBytes(), now.maxOutboundTotal() / Math.max(1, connections.count()));
  }

  /**
   * Has somebody told, on the loop thread, whenever a client has come or gone. There is one who is
   * told.
   */
  public void onClientsChanged(Runnable listener) {
    clientsChanged = listener;
  }

  /** The procedures of the programs that are served. */
  public List<ProcedureTable> procedures() {
    return programs.stream().map(ServedProgram::table).toList();
  }

  /**
   * Sets who may call what. Before clients come.
   *
   * @throws IllegalArgumentException if a rule names a procedure that the server has not
   */
  public void restrict(AccessSettings settings) {
    access = AccessPolicy.of(settings, procedures());
  }

  AccessPolicy access() {
    return access;
  }

  CallDeadlines deadlines() {
    return deadlines;
  }

  void setDeadlines(CallDeadlines newDeadlines) {
    deadlines = newDeadlines;
  }

  RpcObserver observer() {
    return observer;
  }

  /** Has somebody follow each call, from the next that a worker begins. From any thread. */
  public void trace(CallTracer newTracer) {
    tracer = newTracer;
  }

  @Nullable CallTracer tracer() {
    return tracer;
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

  /**
   * Queues a call; {@link #flushJobs} sends for the workers. On the loop thread.
   *
   * @return false if the queue is full
   */
  boolean enqueue(Call call) {
    return workers.enqueue(call);
  }

  void flushJobs() {
    workers.flush();
  }

  /**
   * Queues a call and sends for a worker. From any thread.
   *
   * @return false if the queue is full
   */
  boolean submit(Call call) {
    return workers.submit(call);
  }

  /**
   * Has a worker move a stream on. A stream that has begun goes on even when the workers take no
   * more: there are no more of such jobs than streams.
   */
  void submitForStream(Job job, Runnable body) {
    if (!workers.submit(job)) {
      Thread.ofVirtual().name(name + "-stream").start(body);
    }
  }

  /** Counts a call that is refused since the workers' queue is full, and logs some. */
  void onQueueFull(Call call) {
    counters.refused.increment();
    long leftOut = refusals.leftOut();
    if (leftOut >= 0) {
      LOG.warn(
          "{}: {} was refused, the workers' queue is full ({} more since this was last said)",
          this,
          call,
          leftOut);
    }
  }

  /** Has the loop look after a connection in its next turn. From any thread. */
  void attend(Connection connection) {
    attention.attend(connection);
  }

  // ---- Coming and going: the loop thread ----

  void onAccepted(Accepted client) {
    Connection connection = new Connection(this, connections.nextId(), client);
    connections.add(connection);
    counters.accepted.increment();
    LOG.debug("{} connected: {}", connection, client.peer());
    connection.open();
    if (stopping) {
      // Its handshake has ended in the turn in which the server began to stop.
      connection.stop();
    }
    gate.check();
    clientsChanged.run();
  }

  /** A client has authenticated itself; there may be room for another. From any thread. */
  void onAuthenticated() {
    connections.onAuthenticated();
    attention.checkLimits();
  }

  void onClosed(Connection connection, CloseReason reason) {
    counters.countClosed(reason);
    LOG.debug("{} closed: {}", connection, reason);
    connection.abandonStreams();
    // Before it is gone: who waits for the last one may shut the workers down next.
    endSessions(connection);
    connections.remove(connection);
    gate.check();
    clientsChanged.run();
    gate.onDescriptorFree();
  }

  private void endSessions(Connection connection) {
    Job ending =
        new Job(false) {
          @Override
          protected void run() {
            connection.sessions().close();
          }

          @Override
          public String toString() {
            return "the end of " + connection;
          }
        };
    if (!workers.submit(ending)) {
      // What a client has left behind is cleaned up even when the workers take no more.
      Thread.ofVirtual().name(name + "-close").start(connection.sessions()::close);
    }
  }

  /** Stops accepting. On the loop thread, or when the loop does not run any more. */
  public void stopAccepting() {
    gate.close();
  }

  /**
   * Lets every connection finish: calls that come are refused, and each connection closes when the
   * replies to those before have left. On the loop thread, after accepting has stopped.
   *
   * @return calls under way
   */
  public int stopServing() {
    stopping = true;
    int underWay = 0;
    for (Connection connection : connections.all()) {
      underWay += connection.stop();
    }
    return underWay;
  }

  /**
   * Waits until no connection is left. Not on the loop thread.
   *
   * @return how many there still are, when the time is over
   */
  public int awaitNoConnections(Duration atMost) throws InterruptedException {
    return connections.awaitNone(atMost, nanoClock);
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
