package org.jvirtd.driver.storage;

import static org.jvirtd.driver.xml.Values.text;

import java.util.List;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.XmlElement;

/** {@code <auth>}: with which name and which secret a pool or a guest's disk is opened. */
public final class Authentication {

  private static final List<String> TYPES = List.of("none", "chap", "ceph");

  public static final Schema SCHEMA =
      Schema.of("auth")
          .attributes(text(), "type", "username")
          .child(Secrets.OF_POOL)
          .before("secret", Authentication::check);

  private Authentication() {}

  private static void check(XmlElement source, Element auth) {
    if (auth.get("username", "").isEmpty()) {
      throw StorageFailure.invalid("missing username for auth");
    }
    String type = auth.get("type", "");
    if (!type.isEmpty() && !TYPES.contains(type)) {
      throw StorageFailure.unsupported("unknown auth type '" + type + "'");
    }
    if (type.isEmpty() || type.equals("none")) {
      auth.set("type", null);
    }
    if (source.child("secret") == null) {
      throw StorageFailure.invalid("Missing <secret> element in auth");
    }
  }
}
