package org.jvirtd.rpc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.jvirtd.event.EventLoopOptions;
import org.jvirtd.event.NioEventLoop;
import org.jvirtd.worker.WorkerLimits;
import org.jvirtd.worker.WorkerPool;
import org.jvirtd.worker.WorkerPoolObserver;

/** A server with {@link SampleProgram} on loopback, with its loop and its workers. */
final class RpcFixture implements AutoCloseable {
  final NioEventLoop loop = new NioEventLoop(EventLoopOptions.defaults());
  final WorkerPool workers;
  final Server server;
  final Sample sample = new Sample();
  final AtomicLong skew = new AtomicLong();
  final AtomicInteger closedSessions = new AtomicInteger();
  private final Thread loopThread = Thread.ofPlatform().name("event-loop").unstarted(loop::run);
  final int port;

  RpcFixture() {
    this(ClientLimits.DEFAULTS, new WorkerLimits(5, 20, 5), KeepaliveSettings.DEFAULTS);
  }

  RpcFixture(ClientLimits limits, WorkerLimits workerLimits, KeepaliveSettings keepalive) {
    this(limits, workerLimits, keepalive, RpcObserver.NONE);
  }

  RpcFixture(
      ClientLimits limits, WorkerLimits workerLimits, KeepaliveSettings keepalive, int maxQueued) {
    this(
        limits,
        workerLimits,
        keepalive,
        RpcObserver.NONE,
        ListenerSettings.open(Peer.Transport.TCP, false),
        maxQueued);
  }

  RpcFixture(
      ClientLimits limits,
      WorkerLimits workerLimits,
      KeepaliveSettings keepalive,
      RpcObserver observer) {
    this(
        limits,
        workerLimits,
        keepalive,
        observer,
        ListenerSettings.open(Peer.Transport.TCP, false));
  }

  RpcFixture(
      ClientLimits limits,
      WorkerLimits workerLimits,
      KeepaliveSettings keepalive,
      RpcObserver observer,
      ListenerSettings listener) {
    this(limits, workerLimits, keepalive, observer, listener, WorkerPool.DEFAULT_MAX_QUEUED);
  }

  private RpcFixture(
      ClientLimits limits,
      WorkerLimits workerLimits,
      KeepaliveSettings keepalive,
      RpcObserver observer,
      ListenerSettings listener,
      int maxQueued) {
    workers =
        new WorkerPool("test", workerLimits, maxQueued, this::nanoTime, WorkerPoolObserver.NONE);
    server =
        new Server(
            "test",
            loop,
            workers,
            List.of(sampleService()),
            limits,
            keepalive,
            observer,
            this::nanoTime);
    try {
      ServerSocketChannel channel = ServerSocketChannel.open();
      channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), limits.maxQueued());
      channel.configureBlocking(false);
      port = ((InetSocketAddress) server.listen(channel, listener)).getPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    loopThread.start();
  }

  private long nanoTime() {
    return System.nanoTime() + skew.get();
  }

  private Program sampleService() {
    ProcedureTable table = ProcedureTable.of(SampleProgram.class);
    return new Program() {
      @Override
      public ProcedureTable procedures() {
        return table;
      }

      @Override
      public Session open(Connection connection) {
        sample.connections.add(connection);
        return new Session() {
          @Override
          public Object target(BoundProcedure procedure, @Nullable Object[] arguments) {
            return new SampleOf(sample, connection);
          }

          @Override
          public byte @Nullable [] lastWords() {
            return sample.lastWords;
          }

          @Override
          public void close() {
            closedSessions.incrementAndGet();
          }
        };
      }
    };
  }

  /** Has the loop do something in its next turn, and waits for that. */
  void onLoop(Runnable task) {
    CountDownLatch done = new CountDownLatch(1);
    loop.addTimeout(
        "test",
        0,
        timer -> {
          loop.removeTimeout(timer);
          task.run();
          done.countDown();
        },
        () -> {});
    try {
      if (!done.await(10, TimeUnit.SECONDS)) {
        throw new AssertionError("the loop has no turn");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  WireClient connect() {
    return WireClient.connect(port);
  }

  @Override
  public void close() {
    sample.gate.release(10_000);
    loop.addTimeout("stop", 0, t -> server.stopAccepting(), () -> {});
    server.disconnectAll(CloseReason.STOPPING);
    try {
      server.awaitNoConnections(Duration.ofSeconds(5));
      loop.stop();
      loopThread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    workers.shutdown(Duration.ofSeconds(5));
    loop.close();
  }

  /** A call as the window sees it. */
  static Call call(boolean highPriority, int payloadBytes) {
    ProcedureTable table = ProcedureTable.of(SampleProgram.class);
    BoundProcedure procedure = table.get(highPriority ? "urgent" : "echo");
    return new Call(
        Unconnected.CONNECTION,
        new Header(table.program(), 1, procedure.number(), MessageType.CALL, 0, Status.OK),
        null,
        procedure,
        new byte[payloadBytes],
        0);
  }

  /** A connection that leads nowhere. */
  private static final class Unconnected {
    static final Connection CONNECTION = make();

    private static Connection make() {
      try {
        NioEventLoop idle = new NioEventLoop(EventLoopOptions.defaults());
        Server server =
            new Server(
                "nowhere",
                idle,
                new WorkerPool("nowhere", new WorkerLimits(0, 1, 0)),
                List.of(),
                ClientLimits.DEFAULTS,
                KeepaliveSettings.DEFAULTS,
                RpcObserver.NONE,
                System::nanoTime);
        return new Connection(
            server,
            1,
            Accepted.plain(
                SocketChannel.open(),
                new Peer(Peer.Transport.TCP, "", null),
                ListenerSettings.open(Peer.Transport.TCP, false)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** What the procedures share. */
  static final class Sample {
    final Semaphore gate = new Semaphore(0);
    final Map<Integer, CountDownLatch> started = new ConcurrentHashMap<>();
    final ConcurrentLinkedQueue<Integer> order = new ConcurrentLinkedQueue<>();
    final ConcurrentLinkedQueue<Connection> connections = new ConcurrentLinkedQueue<>();
    volatile Consumer<Stream> onStream = stream -> {};

    volatile byte @Nullable [] lastWords;

    CountDownLatch started(int number) {
      return started.computeIfAbsent(number, n -> new CountDownLatch(1));
    }

    void awaitStarted(int number) throws InterruptedException {
      if (!started(number).await(10, TimeUnit.SECONDS)) {
        throw new AssertionError("call " + number + " has not started");
      }
    }
  }

  /** The procedures, for one connection. */
  record SampleOf(Sample sample, Connection connection) implements SampleProgram {
    @Override
    public String echo(String text) {
      return text;
    }

    @Override
    public int urgent() {
      return 42;
    }

    @Override
    public int slow(int number) {
      sample.order.add(number);
      sample.started(number).countDown();
      sample.gate.acquireUninterruptibly();
      return number;
    }

    @Override
    public void bye() {}

    @Override
    public void fail(int kind) {
      switch (kind) {
        case 0 ->
            throw new RpcException(RpcError.of(42, 20, "no such thing", "%s", "no such thing"));
        case 1 -> throw new IllegalStateException("a fault");
        default -> throw new StackOverflowError();
      }
    }

    @Override
    public List<String> tooMany() {
      return List.of("a", "b", "c");
    }

    @Override
    public byte[] large(int bytes) {
      return new byte[bytes];
    }

    @Override
    public String download(Stream stream, int flags) {
      sample.onStream.accept(stream);
      return "image/test";
    }

    @Override
    public void upload(Stream stream, int flags) {
      sample.onStream.accept(stream);
    }

    @Override
    public int wantsFiles(int number) {
      return number;
    }

    @IgnoresDescriptors
    @Override
    public int ignoresFiles(int number) {
      return number;
    }

    @Override
    public int startKeepalive() {
      connection.startKeepalive();
      return 1;
    }

    @Override
    public void login(String user) {
      connection.setAuthenticated(connection.identity().withSaslUser(user));
    }
  }
}
