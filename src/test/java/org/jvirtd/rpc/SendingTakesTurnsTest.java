package org.jvirtd.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A client that reads as fast as it is written to does not keep the thread that writes. */
class SendingTakesTurnsTest {
  private static final int TURN = 512 * 1024;

  @Test
  void aFlushEndsAfterEnoughEvenIfTheChannelTakesAll() throws IOException {
    ByteArrayOutputStream taken = new ByteArrayOutputStream();
    TransmitQueue queue = new TransmitQueue(Channels.newChannel(taken), call -> {});
    byte[] message = new byte[3 * TURN];
    new Random(1).nextBytes(message);
    queue.add(message, null);
    int turns = 0;
    while (!queue.isEmpty()) {
      long before = queue.sent();
      queue.onWritable();
      queue.flush();
      turns++;
      assertThat(queue.sent() - before).isEqualTo(TURN);
      // It says that it waits, so that the loop watches for the channel.
      assertThat(queue.isBlocked()).isEqualTo(!queue.isEmpty());
    }
    assertThat(turns).isEqualTo(3);
    assertThat(taken.toByteArray()).isEqualTo(message);
  }
}
