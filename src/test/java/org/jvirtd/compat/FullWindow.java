package org.jvirtd.compat;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A client whose calls are all held up until {@link #release}. A slow call is a restore from a
 * named pipe: opening that blocks until somebody writes, in either daemon, and holds up nothing
 * else.
 */
final class FullWindow implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final World world;
  private final RawClient client;
  private final Path folder;
  private final Path pipe;
  private final ByteBuffer testDomain;
  private final Set<Integer> unanswered = new TreeSet<>();
  private volatile boolean closing;
  private @Nullable Thread writer;

  private FullWindow(DaemonUnderTest daemon) {
    try {
      folder = Files.createTempDirectory("window");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    pipe = folder.resolve("pipe");
    var made = Command.run(PATIENCE, List.of("mkfifo", pipe.toString()));
    if (made.exit() != 0) {
      throw new AssertionError(made.err());
    }
    world = World.fresh(daemon);
    client = RawClient.opened(daemon.tcpPort());
    testDomain =
        client.expectOk(
            RawFrame.call(RawFrame.DOMAIN_LOOKUP_BY_NAME, client.nextSerial()).string("test"));
  }

  /** A client with so many slow calls under way, in a fresh world. */
  static FullWindow of(DaemonUnderTest daemon, int calls) {
    var full = new FullWindow(daemon);
    for (int i = 0; i < calls; i++) {
      full.client.send(full.slowCall());
    }
    return full;
  }

  RawClient client() {
    return client;
  }

  /** The frame of one more slow call; its reply is waited for. */
  byte[] slowCall() {
    int serial = 200 + unanswered.size();
    unanswered.add(serial);
    return slowCallOfAnother(serial);
  }

  /** The frame of a slow call for another client, who waits for the reply. */
  byte[] slowCallOfAnother(int serial) {
    return RawFrame.call(RawFrame.DOMAIN_RESTORE, serial).string(pipe.toString()).bytes();
  }

  /** The frame that destroys the domain "test". */
  byte[] destroy(int serial) {
    byte[] domain = new byte[testDomain.remaining()];
    testDomain.get(0, domain);
    return RawFrame.call(RawFrame.DOMAIN_DESTROY, serial).raw(domain).bytes();
  }

  /** Lets every slow call go, now and those to come: each reads what is no saved domain. */
  void release() {
    if (writer == null) {
      writer = Thread.ofPlatform().daemon().start(this::writeToEachReader);
    }
  }

  /** Reads replies until every slow call has one, or none comes any more. */
  Set<Integer> unanswered() {
    while (!unanswered.isEmpty() && client.hear(PATIENCE) instanceof RawClient.Frame reply) {
      unanswered.remove(reply.serial());
    }
    return unanswered;
  }

  private void writeToEachReader() {
    while (!closing) {
      // This open waits for a reader, as the reader's waits for us.
      try (var out = new FileOutputStream(pipe.toFile())) {
        out.write(new byte[64]);
      } catch (IOException _) {
        // The reader has gone with what it wanted; the next one is waited for.
      }
    }
  }

  @Override
  public void close() {
    // A daemon must get its workers back, or the next test meets a smaller one.
    release();
    unanswered();
    closing = true;
    try (var _ = new RandomAccessFile(pipe.toFile(), "rw")) {
      // Open for both ways, the pipe has a reader, and the writer comes out of its wait.
      Thread thread = writer;
      if (thread != null) {
        thread.join(PATIENCE);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    world.close();
    client.close();
    Folders.deleteTree(folder);
  }
}
