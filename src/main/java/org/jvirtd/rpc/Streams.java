package org.jvirtd.rpc;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.jvirtd.worker.Job;
import org.jvirtd.worker.JobOwner;

/**
 * The streams of one connection, by what names them: program, procedure, and the serial of the call
 * that has opened them (semantics section 16). Safe for several threads at once.
 */
final class Streams {
  /** What every packet of a stream says in its header. */
  private record Key(int program, int version, int procedure, int serial) {
    static Key of(Header header) {
      return new Key(header.program(), header.version(), header.procedure(), header.serial());
    }
  }

  private static final RpcError STOPPING =
      StreamPackets.error("the stream ends: the daemon is stopping");

  private final Connection connection;
  private final Server server;
  private final AtomicInteger fullOnes = new AtomicInteger();

  // Guarded by this object. Opening ones have a place, but get no packets yet.
  private final Map<Key, ClientStream> open = new HashMap<>();
  private int opening;
  private int ending;
  private boolean stopping;
  private boolean closed;

  Streams(Connection connection) {
    this.connection = connection;
    this.server = connection.server();
  }

  StreamLimits limits() {
    return server.streamLimits();
  }

  ServerCounters counters() {
    return server.counters();
  }

  // ---- Coming: workers ----

  /**
   * Makes the stream of a call that is about to run. It has its place among the client's streams,
   * until {@link #discard} or its end.
   *
   * @throws RpcException if the client has too many, or is gone
   */
  synchronized ClientStream open(Header call, boolean sparse) {
    if (closed) {
      throw gone();
    }
    int streams = open.size() + opening;
    if (streams >= limits().maxStreams()) {
      counters().streamsRefused.increment();
      throw new RpcException(
          StreamPackets.error(
              "too many streams: the client has %d open, which is the limit".formatted(streams)));
    }
    opening++;
    return new ClientStream(this, call, sparse);
  }

  /**
   * The stream's call has succeeded: from now on the client's packets find it.
   *
   * @throws RpcException if the client has such a stream, or is gone
   */
  synchronized void register(ClientStream stream) {
    if (closed) {
      throw gone();
    }
    if (stopping && stream.isConsole()) {
      throw new RpcException(STOPPING);
    }
    if (open.putIfAbsent(Key.of(stream.call()), stream) != null) {
      throw new RpcException(
          StreamPackets.error(
              "the client has an open stream of procedure %d with serial %s"
                  .formatted(
                      stream.call().procedure(),
                      Integer.toUnsignedString(stream.call().serial()))));
    }
    opening--;
    counters().streamsOpened.increment();
    server.openStreams().incrementAndGet();
  }

  /** The reply to a call that has opened a stream is on its way: the stream begins. */
  void start(Header call) {
    ClientStream stream;
    synchronized (this) {
      stream = open.get(Key.of(call));
    }
    // It may have ended already, with its client.
    if (stream != null) {
      stream.start();
    }
  }

  /** The call was answered with a timeout before it opened its stream: nobody wants it. */
  void drop(Header call) {
    ClientStream stream;
    synchronized (this) {
      stream = open.get(Key.of(call));
    }
    if (stream != null) {
      stream.abandon();
    }
  }

  /** The stream's call has failed, and {@link #register} was not called or has failed. */
  void discard(ClientStream stream) {
    synchronized (this) {
      opening--;
    }
    stream.discard();
    connection.onStreamEnded();
  }

  private static RpcException gone() {
    return new RpcException(RpcError.internal("the connection is closed"));
  }

  // ---- Packets: the loop thread ----

  /**
   * Takes a packet of the client's; one for a stream that is not open is dropped, as after a
   * stream's end some may still come (semantics section 16).
   */
  void onPacket(Header header, ByteBuffer frame, int body, int end) {
    ClientStream stream;
    synchronized (this) {
      stream = open.get(Key.of(header));
    }
    if (stream == null) {
      counters().streamPacketsDropped.increment();
    } else {
      stream.onPacket(header, frame, body, end);
    }
  }

  /** Whether a stream can take no more, so that the connection must not be read. */
  boolean isFull() {
    return fullOnes.get() > 0;
  }

  // ---- What streams ask for ----

  void onFull() {
    fullOnes.incrementAndGet();
    counters().streamsFull.increment();
  }

  void onRoom() {
    if (fullOnes.decrementAndGet() == 0) {
      server.attend(connection);
    }
  }

  /** Whose the streams' jobs are when workers are shared out. */
  JobOwner jobOwner() {
    return connection.jobOwner();
  }

  /**
   * Has a worker run a job.
   *
   * @param body what the job does
   */
  void submit(Job job, Runnable body) {
    server.submitForStream(job, body);
  }

  /**
   * @param stream told when the last byte has left, or null
   */
  void send(byte[] packet, @Nullable ClientStream stream) {
    connection.sendPacket(packet, stream);
  }

  /**
   * A stream is over, and there is room for another one. The connection stays until {@link
   * #onEnded}, so that it can still send what the client is told.
   */
  void remove(ClientStream stream) {
    synchronized (this) {
      ending++;
      if (!open.remove(Key.of(stream.call()), stream)) {
        return;
      }
    }
    server.openStreams().decrementAndGet();
  }

  /** What the client is told of a stream's end is on its way. */
  void onEnded() {
    synchronized (this) {
      ending--;
    }
    connection.onStreamEnded();
  }

  // ---- The end ----

  /** Whether all have ended, and the client's news of it are on their way. */
  synchronized boolean isEmpty() {
    return open.isEmpty() && opening == 0 && ending == 0;
  }

  /** Streams that are open, or opening. */
  synchronized int count() {
    return open.size() + opening;
  }

  /** Ends all of them without a word, and takes no more. From any thread. */
  void abandon() {
    end().forEach(ClientStream::abandon);
  }

  /**
   * The server stops: what is being transferred may go on to its end, but consoles have none, and
   * are ended with an error. From any thread.
   */
  void stop() {
    List<ClientStream> consoles;
    synchronized (this) {
      stopping = true;
      consoles = open.values().stream().filter(ClientStream::isConsole).toList();
    }
    consoles.forEach(stream -> stream.fail(STOPPING));
  }

  private synchronized List<ClientStream> end() {
    closed = true;
    return List.copyOf(open.values());
  }

  @Override
  public String toString() {
    return connection.toString();
  }
}
