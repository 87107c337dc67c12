package org.jvirtd.driver.storage;

import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.text;
import static org.jvirtd.driver.xml.Values.uint;

import java.util.List;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.ValueType;
import org.jvirtd.driver.xml.XmlElement;

/** {@code <encryption>} of a volume or of a guest's disk. */
public final class Encryption {
  private static final List<String> FORMATS = List.of("default", "qcow", "luks", "luks2");

  private static final Schema CIPHER =
      Schema.of("cipher")
          .attribute("name", text())
          .required("size", uint())
          .attributes(text(), "mode", "hash");

  private static final Schema IVGEN = Schema.of("ivgen").attributes(text(), "name", "hash");

  public static final Schema SCHEMA =
      Schema.of("encryption")
          .open()
          .attribute("format", Encryption::format)
          .attribute("engine", oneOf("qemu", "librbd"))
          .before("secret", (source, encryption) -> requireFormat(encryption))
          .children(Secrets.OF_VOLUME)
          .hooked(CIPHER)
          .hooked(IVGEN)
          .onRead(Encryption::complete);

  private Encryption() {}

  private static String format(String raw, ValueType.Site site) {
    if (raw.isEmpty()) {
      throw StorageFailure.invalid("unknown volume encryption format");
    }
    if (!FORMATS.contains(raw)) {
      throw StorageFailure.unsupported("unknown volume encryption format type " + raw);
    }
    return raw;
  }

  private static void requireFormat(Element encryption) {
    if (!encryption.has("format")) {
      throw StorageFailure.invalid("unknown volume encryption format");
    }
  }

  /** Only LUKS has a cipher of its own. */
  private static void complete(XmlElement source, Element encryption) {
    if (encryption.is("format", "luks")) {
      readCipher(encryption, source);
    }
  }

  private static void readCipher(Element encryption, XmlElement source) {
    XmlElement cipher = source.child("cipher");
    if (cipher != null) {
      if (cipher.attribute("name") == null) {
        throw StorageFailure.invalid("cipher info missing 'name' attribute");
      }
      encryption.add(CIPHER.read(cipher));
    }
    XmlElement ivgen = source.child("ivgen");
    if (ivgen != null) {
      if (cipher == null) {
        throw StorageFailure.invalid("ivgen element found, but cipher is missing");
      }
      if (ivgen.attribute("name") == null) {
        throw StorageFailure.invalid("missing ivgen info name string");
      }
      encryption.add(IVGEN.read(ivgen));
    }
  }
}
