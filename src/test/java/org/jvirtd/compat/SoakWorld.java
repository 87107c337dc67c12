package org.jvirtd.compat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.UUID;

/** What the soak finds and leaves in the test world; all of it begins with {@code soak-}. */
final class SoakWorld {
  /** Names that hostile clients use when they define a domain and are gone. */
  static final int STRAY_DOMAINS = 8;

  private static final String POOL = "default-pool";
  private static final String BIG = "soak-big";
  private static final String VOLUME = "soak-chaos";
  private static final int BIG_BYTES = 100_000;
  private static final int VOLUME_BYTES = 4 << 20;

  private final byte[] domain;
  private final byte[] volume;

  private SoakWorld(byte[] domain, byte[] volume) {
    this.domain = domain;
    this.volume = volume;
  }

  /** Makes what hostile clients use: a domain with a long description, and a volume. */
  static SoakWorld make(int port) {
    try (var client = SoakClient.opened(port)) {
      byte[] domain =
          client.call(
              client
                  .frame(RawFrame.DOMAIN_DEFINE_XML)
                  .string(domainXml(BIG, "x".repeat(BIG_BYTES))));
      byte[] volume = createVolume(client, VOLUME, VOLUME_BYTES);
      client.upload(volume, new byte[VOLUME_BYTES]);
      return new SoakWorld(domain, volume);
    }
  }

  /** The domain with the long description, as it stands on the wire. */
  byte[] domain() {
    return domain.clone();
  }

  /** The volume, as it stands on the wire. */
  byte[] volume() {
    return volume.clone();
  }

  /** Takes away what was made, and what hostile clients have left. */
  void clear(int port) {
    try (var client = SoakClient.opened(port)) {
      client.call(client.frame(SoakClient.DOMAIN_UNDEFINE).raw(domain).u32(0));
      client.call(client.frame(SoakClient.VOLUME_DELETE).raw(volume).u32(0));
      for (int i = 0; i < STRAY_DOMAINS; i++) {
        RawFrame lookup = client.frame(RawFrame.DOMAIN_LOOKUP_BY_NAME).string(stray(i));
        if (client.raw().converse(lookup) instanceof RawClient.Frame found && found.ok()) {
          byte[] bytes = new byte[found.payload().remaining()];
          found.payload().get(bytes);
          client.call(client.frame(SoakClient.DOMAIN_UNDEFINE).raw(bytes).u32(0));
        }
      }
    }
  }

  static String stray(int number) {
    return "soak-stray-" + number;
  }

  static byte[] createVolume(SoakClient client, String name, int bytes) {
    byte[] pool = client.call(client.frame(SoakClient.POOL_LOOKUP_BY_NAME).string(POOL));
    String xml = "<volume><name>%s</name><capacity>%d</capacity></volume>".formatted(name, bytes);
    return client.call(client.frame(SoakClient.VOLUME_CREATE_XML).raw(pool).string(xml).u32(0));
  }

  static String domainXml(String name, String description) {
    return ("<domain type='test'><name>%s</name><uuid>%s</uuid><description>%s</description>"
            + "<memory>65536</memory><os><type>hvm</type></os></domain>")
        .formatted(name, UUID.nameUUIDFromBytes(name.getBytes(UTF_8)), description);
  }
}
