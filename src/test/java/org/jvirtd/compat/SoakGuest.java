package org.jvirtd.compat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A well-behaved client: it defines, starts, looks at, stops and undefines a domain of its own with
 * an eye on the events, fills and reads a volume, and leaves as it should, again and again.
 */
final class SoakGuest {
  private static final int STATE_RUNNING = 1;
  private static final int DEFINED = 0;
  private static final int UNDEFINED = 1;
  private static final int STARTED = 2;
  private static final int STOPPED = 5;
  private static final int ROUNDS_OF_A_CONNECTION = 20;
  private static final int VOLUME_BYTES = 200_000;

  private final int port;
  private final String name;
  private final Random random;
  private final AtomicLong calls;

  SoakGuest(int port, int number, long seed, AtomicLong calls) {
    this.port = port;
    this.name = "soak-guest-" + number;
    this.random = new Random(seed);
    this.calls = calls;
  }

  /** Works until the time is over; ends with an exception at the first thing that is wrong. */
  void run(SoakClock clock) {
    while (!clock.isOver()) {
      try (var client = SoakClient.opened(port)) {
        byte[] callback = client.call(client.frame(SoakClient.REGISTER_EVENT).u32(0).u32(0));
        for (int i = 0; i < ROUNDS_OF_A_CONNECTION && !clock.isOver(); i++) {
          domain(client);
          if (random.nextInt(4) == 0) {
            volume(client);
          }
        }
        client.call(client.frame(SoakClient.DEREGISTER_EVENT).raw(callback));
        client.call(client.frame(RawFrame.CONNECT_CLOSE));
        calls.addAndGet(client.calls());
      }
    }
  }

  private void domain(SoakClient client) {
    String xml = SoakWorld.domainXml(name, "of round " + random.nextInt());
    byte[] domain = client.call(client.frame(RawFrame.DOMAIN_DEFINE_XML).string(xml));
    client.call(client.frame(SoakClient.DOMAIN_CREATE).raw(domain));
    for (int i = random.nextInt(20); i >= 0; i--) {
      byte[] info = client.call(client.frame(RawFrame.DOMAIN_GET_INFO).raw(domain));
      expect("state", STATE_RUNNING, ByteBuffer.wrap(info).getInt());
      byte[] said = client.call(client.frame(SoakClient.DOMAIN_GET_XML_DESC).raw(domain).u32(0));
      if (!new String(said, StandardCharsets.UTF_8).contains("<name>" + name + "</name>")) {
        throw new AssertionError("not the XML of " + name);
      }
    }
    client.call(client.frame(RawFrame.DOMAIN_DESTROY).raw(domain));
    client.call(client.frame(SoakClient.DOMAIN_UNDEFINE).raw(domain).u32(0));
    for (int event : new int[] {DEFINED, STARTED, STOPPED, UNDEFINED}) {
      expect("event", event, client.awaitEvent(name));
    }
  }

  private void volume(SoakClient client) {
    byte[] volume = SoakWorld.createVolume(client, name, VOLUME_BYTES);
    byte[] content = new byte[VOLUME_BYTES];
    random.nextBytes(content);
    client.upload(volume, content);
    if (!Arrays.equals(client.download(volume, VOLUME_BYTES), content)) {
      throw new AssertionError("the volume of " + name + " holds something else");
    }
    client.call(client.frame(SoakClient.VOLUME_DELETE).raw(volume).u32(0));
  }

  private static void expect(String what, int wanted, int is) {
    if (is != wanted) {
      throw new AssertionError(what + ": " + is + " instead of " + wanted);
    }
  }
}
