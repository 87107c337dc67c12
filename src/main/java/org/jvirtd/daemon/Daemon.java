package org.jvirtd.daemon;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.jvirtd.daemon.admin.ManagedServer;
import org.jvirtd.daemon.log.LogSettings;
import org.jvirtd.event.EventLoop;
import org.jvirtd.event.EventLoopOptions;
import org.jvirtd.event.NioEventLoop;
import org.jvirtd.protocol.ErrorDomain;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.protocol.admin.AdminProgram;
import org.jvirtd.rpc.CallTracer;
import org.jvirtd.rpc.CallWatch;
import org.jvirtd.rpc.CloseReason;
import org.jvirtd.rpc.ListenerSettings;
import org.jvirtd.rpc.Peer;
import org.jvirtd.rpc.Program;
import org.jvirtd.rpc.RpcObserver;
import org.jvirtd.rpc.Server;
import org.jvirtd.rpc.tls.TlsCounters;
import org.jvirtd.worker.Leftovers;
import org.jvirtd.worker.WorkerPool;
import org.jvirtd.worker.WorkerPoolObserver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemon: one event loop on a thread of its own, one pool of workers, and the server of
 * libvirt's programs between them and the clients.
 *
 * <pre>
 *   new ──start──▶ running ──stop──▶ draining ──all replies have left, or time is over──▶ stopped
 * </pre>
 *
 * <p>It is started once and stopped once.
 */
public final class Daemon {
  private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

  /** What libvirt calls its main server, in threads, logs and virt-admin. */
  private static final String SERVER_NAME = "libvirtd";

  private static final Duration LOOP_END = Duration.ofSeconds(5);

  /** For workers whose jobs have been waited for already. */
  private static final Duration CUT_OFF = Duration.ofMillis(100);

  private enum State {
    NEW,
    RUNNING,
    STOPPED
  }

  private final DaemonSettings settings;
  private final NioEventLoop loop;
  private final WorkerPool workers;
  private final RemoteService remote;
  private final Server server;
  private final CallWatch callWatch;
  private final Thread loopThread;
  private final AdminServer admin;
  private final UnixSockets unixSockets = new UnixSockets();
  private volatile Runnable whenIdle = () -> {};
  private State state = State.NEW;
  private volatile @Nullable InetSocketAddress tcpAddress;
  private volatile @Nullable InetSocketAddress tlsAddress;
  private @Nullable ExecutorService handshakes;

  /**
   * @param programs served beside libvirt's own
   * @param logging what virt-admin sees and changes of the log
   * @throws SettingException if a setting names what there is not
   */
  public Daemon(
      DaemonSettings settings,
      Drivers drivers,
      Collection<? extends Program> programs,
      LogSettings logging,
      RpcObserver observer) {
    this.settings = settings;
    this.loop =
        new NioEventLoop(EventLoopOptions.defaults().withSlowThreshold(settings.slowCallback()));
    this.workers =
        new WorkerPool(
            SERVER_NAME,
            settings.workers(),
            settings.maxQueuedJobs(),
            System::nanoTime,
            WorkerPoolObserver.NONE);
    this.remote = new RemoteService(drivers, settings.security().logins());
    List<Program> served = new ArrayList<>(remote.programs());
    served.addAll(programs);
    this.server =
        new Server(
            SERVER_NAME,
            loop,
            workers,
            served,
            settings.clients(),
            settings.keepalive(),
            observer,
            System::nanoTime);
    this.server.update(settings.streams());
    this.admin =
        new AdminServer(
            loop,
            settings.admin(),
            settings.maxQueuedJobs(),
            new ManagedServer(server, workers, tlsReload(settings.security().tls())),
            logging,
            observer,
            () -> whenIdle.run());
    this.callWatch = watchCalls();
    this.loopThread = Thread.ofPlatform().name("event-loop").unstarted(loop::run);
  }

  private CallWatch watchCalls() {
    String setting = "access";
    try {
      server.restrict(settings.access());
      setting = "calls";
      return new CallWatch(server, workers, settings.calls());
    } catch (IllegalArgumentException e) {
      loop.close();
      workers.close();
      throw new SettingException(setting, e);
    }
  }

  /**
   * Binds the sockets and begins to serve.
   *
   * @throws ListenException if a socket cannot be bound; nothing is left behind then
   */
  public synchronized void start() {
    if (state != State.NEW) {
      throw new IllegalStateException("the daemon was started before");
    }
    state = State.RUNNING;
    callWatch.start();
    try {
      listenOnTcp();
      listenOnTls();
      listenOnUnix();
    } catch (IOException e) {
      server.stopAccepting();
      admin.server().stopAccepting();
      loopThread.start();
      end(LOOP_END);
      throw new ListenException(e);
    }
    loopThread.start();
  }

  private void listenOnTcp() throws IOException {
    InetSocketAddress address = settings.tcp();
    if (address == null) {
      return;
    }
    ServerSocketChannel channel = TcpSockets.bind(address, settings.clients().maxQueued());
    ListenerSettings listener =
        new ListenerSettings(Peer.Transport.TCP, false, settings.security().tcp());
    tcpAddress = (InetSocketAddress) server.listen(channel, listener);
  }

  private void listenOnTls() throws IOException {
    SecuritySettings.Tls tls = settings.security().tls();
    if (tls == null) {
      return;
    }
    ServerSocketChannel channel = TcpSockets.bind(tls.address(), settings.clients().maxQueued());
    ExecutorService threads =
        HandshakeThreads.start(tls.handshakeThreads(), tls.credentials().options().maxHandshakes());
    handshakes = threads;
    tlsAddress =
        (InetSocketAddress)
            server.listen(
                channel,
                ListenerSettings.secure(
                    tls.authentication(), new ListenerSettings.Tls(tls.credentials(), threads)));
  }

  private static ManagedServer.@Nullable TlsReload tlsReload(SecuritySettings.@Nullable Tls tls) {
    if (tls == null) {
      return null;
    }
    return () -> {
      try {
        tls.credentials().reload();
      } catch (GeneralSecurityException e) {
        throw LibvirtException.internal(
            ErrorDomain.RPC, "the TLS credentials cannot be used: " + e.getMessage());
      }
    };
  }

  private ListenerSettings unixListener(boolean readOnly) {
    return new ListenerSettings(Peer.Transport.UNIX, readOnly, settings.security().unix());
  }

  private void listenOnUnix() throws IOException {
    UnixSettings unix = settings.unix();
    if (unix == null) {
      return;
    }
    UnixSockets.prepare(unix.directory());
    int backlog = settings.clients().maxQueued();
    ServerSocketChannel channel =
        unixSockets.bind(
            unix.directory().resolve(UnixSockets.READ_WRITE), unix.rw(), unix.group(), backlog);
    server.listen(channel, unixListener(false));
    channel =
        unixSockets.bind(
            unix.directory().resolve(UnixSockets.READ_ONLY), unix.ro(), unix.group(), backlog);
    server.listen(channel, unixListener(true));
    if (unix.admin() != null) {
      channel =
          unixSockets.bind(
              unix.directory().resolve(UnixSockets.ADMIN),
              unix.admin(),
              null,
              settings.admin().clients().maxQueued());
      admin.server().listen(channel, ListenerSettings.open(Peer.Transport.UNIX, false));
    }
  }

  /**
   * Stops: accepts no more, lets the calls under way finish and their replies leave, tells clients
   * that asked for it that the end has come, and closes. What is not finished when the configured
   * time is over is cut off and logged.
   */
  public synchronized void stop() {
    if (state != State.RUNNING) {
      return;
    }
    boolean finished = new Drain(loop, server, workers).run(settings.drain());
    end(finished ? LOOP_END : CUT_OFF);
  }

  private void end(Duration workersEnd) {
    state = State.STOPPED;
    server.disconnectAll(CloseReason.STOPPING);
    try {
      admin.end();
      server.awaitNoConnections(LOOP_END);
      Leftovers leftovers = workers.shutdown(workersEnd);
      if (!leftovers.isEmpty()) {
        LOG.warn("The workers were still busy: {}", leftovers);
      }
      loop.stop();
      loopThread.join(LOOP_END);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (loopThread.isAlive()) {
      LOG.warn("The event loop does not end: {} holds it", loop.stats().running());
    } else {
      loop.close();
    }
    ExecutorService threads = handshakes;
    if (threads != null) {
      threads.shutdownNow();
    }
    unixSockets.delete();
  }

  public EventLoop loop() {
    return loop;
  }

  /** Whether the loop's thread has not ended; it counts as alive before the start. */
  public boolean isLoopAlive() {
    return loopThread.getState() != Thread.State.TERMINATED;
  }

  public WorkerPool workers() {
    return workers;
  }

  public CallWatch callWatch() {
    return callWatch;
  }

  public Server server() {
    return server;
  }

  /** Where TCP clients connect to, if they can. */
  public Optional<InetSocketAddress> tcpAddress() {
    return Optional.ofNullable(tcpAddress);
  }

  /** Where TLS clients connect to, if they can. */
  public Optional<InetSocketAddress> tlsAddress() {
    return Optional.ofNullable(tlsAddress);
  }

  /** What TLS has counted, if there is any. */
  public Optional<TlsCounters> tlsCounters() {
    return Optional.ofNullable(settings.security().tls()).map(tls -> tls.credentials().counters());
  }

  /**
   * Reads the TLS credentials anew, for handshakes that begin from now on. Reads files: not on the
   * event loop thread.
   *
   * @return whether there are any, which is to say, whether there is a TLS socket
   * @throws GeneralSecurityException if they cannot be read or used; what there was stays
   */
  public boolean reloadTls() throws GeneralSecurityException {
    SecuritySettings.Tls tls = settings.security().tls();
    if (tls != null) {
      tls.credentials().reload();
    }
    return tls != null;
  }

  /** The socket for reading and writing, if there is one. */
  public Optional<Path> unixSocket() {
    return unixSocket(UnixSockets.READ_WRITE);
  }

  /** The socket for virt-admin, if there is one. */
  public Optional<Path> adminSocket() {
    return unixSocket(UnixSockets.ADMIN);
  }

  private Optional<Path> unixSocket(String name) {
    return unixSockets.paths().stream().filter(path -> path.endsWith(name)).findFirst();
  }

  /** Has somebody follow each call, of both servers. */
  public void trace(CallTracer tracer) {
    server.trace(tracer);
    admin.server().trace(tracer);
  }

  /**
   * What virt-admin can do, for others that administrate: the same object, with the same checks and
   * errors. It may be called on any thread but the event loop's.
   */
  public AdminProgram administration() {
    return admin.administration();
  }

  /** The server for virt-admin. */
  public Server adminServer() {
    return admin.server();
  }

  /** The admin server's workers. */
  public WorkerPool adminWorkers() {
    return admin.workers();
  }

  /**
   * Says what to do when no client was there for the time that was asked for: to stop the daemon.
   * It is called on the event loop thread and must not block.
   */
  public void whenIdle(Runnable stop) {
    whenIdle = stop;
  }
}
