package org.jvirtd.compat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** What hostile, broken and dying clients do to a daemon; each kind once. */
enum SoakFault {
  /** Connects, perhaps begins a frame, and says nothing more. */
  HALF_OPEN {
    @Override
    void inject(Site site) {
      try (var client = RawClient.connect(site.port)) {
        byte[] call = RawFrame.call(RawFrame.AUTH_LIST, 0).bytes();
        client.send(part(call, site.random.nextInt(call.length)));
        site.clock.hold(site.random.nextInt(1000));
        site.end(client);
      }
    }
  },

  /** Ends its own direction in mid-frame or behind a call, and stays. */
  HALF_CLOSED {
    @Override
    void inject(Site site) {
      try (var client = RawClient.opened(site.port)) {
        byte[] call = RawFrame.call(RawFrame.CONNECT_GET_LIB_VERSION, 5).bytes();
        client.send(part(call, 1 + site.random.nextInt(call.length)));
        client.shutdownOutput();
        site.clock.hold(site.random.nextInt(500));
      }
    }
  },

  /** Sends a call in parts of one byte; it is right, and is answered. */
  BYTE_BY_BYTE {
    @Override
    void inject(Site site) {
      try (var client = RawClient.opened(site.port)) {
        byte[] call = RawFrame.call(RawFrame.DOMAIN_GET_INFO, 5).raw(site.world.domain()).bytes();
        for (byte each : call) {
          client.send(each);
          site.clock.hold(1);
        }
        if (!(client.hear(PATIENCE) instanceof RawClient.Frame frame) || !frame.ok()) {
          throw new AssertionError("a call that came byte by byte was not answered");
        }
      }
    }
  },

  /** Asks for events and for much, and reads nothing of it. */
  SLOW_READER {
    @Override
    void inject(Site site) {
      try (var client = RawClient.connectNarrow(site.port).authenticate().open(URI)) {
        client.send(RawFrame.call(SoakClient.REGISTER_EVENT, 5).u32(0).u32(0).bytes());
        RawFrame call = RawFrame.call(SoakClient.DOMAIN_GET_XML_DESC, 6);
        byte[] xml = call.raw(site.world.domain()).u32(0).bytes();
        for (int i = 0; i < XML_CALLS && client.send(xml); i++) {}
        site.clock.hold(500 + site.random.nextInt(2000));
        site.end(client);
      }
    }
  },

  /** Sends bytes that are no frames, or frames of nonsense. */
  GARBAGE {
    @Override
    void inject(Site site) {
      try (var client = RawClient.opened(site.port)) {
        for (int i = site.random.nextInt(20); i >= 0; i--) {
          byte[] bytes = new byte[site.random.nextInt(3000)];
          site.random.nextBytes(bytes);
          client.send(nonsense(site.random, bytes));
        }
        client.hear(Duration.ofMillis(1 + site.random.nextInt(50)));
        site.end(client);
      }
    }
  },

  /** Many connections at once, which are gone before they have said much. */
  STORM {
    @Override
    void inject(Site site) {
      List<RawClient> crowd = new ArrayList<>();
      try {
        for (int i = 20 + site.random.nextInt(80); i > 0; i--) {
          var client = RawClient.connect(site.port);
          crowd.add(client);
          if (site.random.nextBoolean()) {
            client.send(RawFrame.call(RawFrame.AUTH_LIST, 0).bytes());
          }
        }
      } finally {
        crowd.forEach(site::end);
      }
    }
  },

  /** Dies with calls under way; among them such that change the world. */
  KILLED_IN_CALL {
    @Override
    void inject(Site site) {
      var client = RawClient.opened(site.port);
      for (int i = site.random.nextInt(30); i >= 0; i--) {
        client.send(anyCall(site, i).bytes());
      }
      site.clock.hold(site.random.nextInt(3));
      client.reset();
    }
  },

  /** Goes with streams open in both directions, and with subscriptions. */
  VANISHED_WITH_STREAMS {
    @Override
    void inject(Site site) {
      try (var client = RawClient.connectNarrow(site.port).authenticate().open(URI)) {
        for (int serial = 10; serial < 13 + site.random.nextInt(4); serial++) {
          client.send(RawFrame.call(SoakClient.REGISTER_EVENT, serial + 100).u32(0).u32(0).bytes());
          boolean up = site.random.nextBoolean();
          int procedure = up ? SoakClient.VOLUME_UPLOAD : SoakClient.VOLUME_DOWNLOAD;
          RawFrame open = RawFrame.call(procedure, serial).raw(site.world.volume());
          client.send(open.u32(0).u32(0).u32(0).u32(0).u32(0).bytes());
          for (int i = up ? site.random.nextInt(4) : 0; i > 0; i--) {
            client.send(SoakClient.packet(procedure, serial, 2).fill(20_000, i).bytes());
          }
        }
        site.clock.hold(site.random.nextInt(300));
        site.end(client);
      }
    }
  },

  /** Says that it answers pings, and does not: the daemon has to notice. */
  DEAD_TO_PINGS {
    @Override
    void inject(Site site) {
      try (var client = RawClient.opened(site.port)) {
        client.send(RawFrame.call(SUPPORTS_FEATURE, 5).u32(PROGRAM_KEEPALIVE).bytes());
        RawClient.Heard heard = client.hear(PATIENCE);
        while (heard instanceof RawClient.Frame) {
          heard = client.hear(PATIENCE);
        }
        if (!(heard instanceof RawClient.Closed)) {
          throw new AssertionError("a client that answers no ping is kept: " + heard);
        }
      }
    }
  };

  private static final String URI = "test:///default";
  private static final int SUPPORTS_FEATURE = 60;
  private static final int PROGRAM_KEEPALIVE = 10;
  private static final int XML_CALLS = 300;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Where a fault is injected, and by whose dice. */
  record Site(int port, SoakWorld world, Random random, SoakClock clock) {
    /** Closes the connection: in good order, or with a reset. */
    void end(RawClient client) {
      if (random.nextBoolean()) {
        client.reset();
      } else {
        client.close();
      }
    }
  }

  /**
   * Does it once.
   *
   * @throws AssertionError if the daemon did not do what it owes even such a client
   */
  abstract void inject(Site site);

  /** The name as a report shows it. */
  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static byte[] part(byte[] bytes, int length) {
    return Arrays.copyOf(bytes, length);
  }

  private static byte[] nonsense(Random random, byte[] bytes) {
    return switch (random.nextInt(4)) {
      case 0 -> bytes;
      case 1 -> "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
      case 2 -> RawFrame.call(random.nextInt(460), random.nextInt()).raw(bytes).bytes();
      default ->
          new RawFrame(
                  random.nextBoolean() ? RawFrame.REMOTE : RawFrame.KEEPALIVE,
                  1,
                  random.nextInt(460),
                  random.nextInt(8),
                  random.nextInt(4),
                  random.nextInt(4))
              .raw(bytes)
              .bytes();
    };
  }

  private static RawFrame anyCall(Site site, int serial) {
    Random random = site.random;
    return switch (random.nextInt(4)) {
      case 0 -> {
        String name = SoakWorld.stray(random.nextInt(SoakWorld.STRAY_DOMAINS));
        RawFrame define = RawFrame.call(RawFrame.DOMAIN_DEFINE_XML, serial);
        yield define.string(SoakWorld.domainXml(name, "stray"));
      }
      case 1 -> RawFrame.call(RawFrame.DOMAIN_GET_INFO, serial).raw(site.world.domain());
      case 2 ->
          RawFrame.call(SoakClient.DOMAIN_GET_XML_DESC, serial).raw(site.world.domain()).u32(0);
      default -> RawFrame.call(SoakClient.REGISTER_EVENT, serial).u32(0).u32(0);
    };
  }
}
