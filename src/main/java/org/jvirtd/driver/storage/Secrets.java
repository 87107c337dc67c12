package org.jvirtd.driver.storage;

import static org.jvirtd.driver.xml.Values.text;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.Values;
import org.jvirtd.driver.xml.XmlElement;

/** {@code <secret>}: which secret opens a pool or a volume, by UUID or by usage. */
final class Secrets {

  /** Of a pool, whose secret may have any type. */
  static final Schema OF_POOL =
      Schema.of("secret").attributes(text(), "type", "uuid", "usage").onRead(Secrets::check);

  /** Of a volume. */
  static final Schema OF_VOLUME =
      Schema.of("secret")
          .attribute("type", text())
          .attributes(text(), "uuid", "usage")
          .onRead(Secrets::checkType)
          .onRead(Secrets::check);

  private Secrets() {}

  private static void checkType(XmlElement source, Element secret) {
    String type = Parts.filled(source.attribute("type"));
    if (type == null) {
      throw StorageFailure.invalid("unknown volume encryption secret type");
    }
    if (!type.equals("passphrase")) {
      throw StorageFailure.unsupported("unknown volume encryption secret type " + type);
    }
  }

  private static void check(XmlElement source, Element secret) {
    String uuid = secret.get("uuid");
    if (uuid == null && !secret.has("usage")) {
      throw StorageFailure.invalidSecret("missing secret uuid or usage attribute");
    }
    if (uuid != null && secret.has("usage")) {
      throw StorageFailure.invalidSecret("either secret uuid or usage expected");
    }
    if (uuid != null) {
      secret.set("uuid", canonical(uuid));
    }
  }

  private static String canonical(String raw) {
    @Nullable UUID uuid = Values.parseUuid(raw);
    if (uuid == null) {
      throw StorageFailure.invalidSecret("invalid secret uuid '" + raw + "'");
    }
    return uuid.toString();
  }
}
