package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.filled;
import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.text;

import java.util.List;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.ValueType;
import org.jvirtd.driver.xml.Values;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;

/** {@code <tpm>}: a trusted platform module, the host's, emulated, or another program's. */
final class Tpm {

  private static final List<String> BANKS = List.of("sha1", "sha256", "sha384", "sha512");

  private static final ValueType KEPT_STATE =
      oneOf(
              raw -> XmlFailure.internal("Invalid persistent_state value, either 'yes' or 'no'"),
              "yes",
              "no")
          .hiding("no");

  private static final Schema DEVICE = Schema.of("device").attribute("path", filled());

  private static final Schema ENCRYPTION =
      Schema.of("encryption")
          .attribute(
              "secret",
              Values.uuid(raw -> XmlFailure.internal("Unable to parse secret uuid '" + raw + "'"))
                  .unlessEmpty());

  private static final Schema SOURCE =
      Schema.of("source").attributes(text(), "type", "mode", "path").unkept("reconnect");

  private static final Schema BACKEND =
      Schema.of("backend")
          .required("type", oneOf("passthrough", "emulator", "external"))
          .attribute("version", oneOf("1.2", "2.0"), Tpm::isEmulated)
          .attribute("persistent_state", KEPT_STATE, Tpm::isEmulated)
          .joined(DEVICE, backend -> backend.is("type", "passthrough"))
          .joined(ENCRYPTION, Tpm::isEmulated)
          .joined(banks(), Tpm::isEmulated)
          .hooked(SOURCE)
          .unkept("device", "encryption", "active_pcr_banks")
          .reads("encryption", "@persistent_state")
          .before("source", Tpm::readSource)
          .onRead((source, backend) -> completeDevice(backend));

  static final Schema SCHEMA =
      Schema.of("tpm")
          .attribute("model", oneOf("tpm-tis", "tpm-crb", "tpm-spapr", "spapr-tpm-proxy"))
          .child(BACKEND)
          .before("backend", (source, tpm) -> requireOneBackend(source))
          .with(DeviceParts::info);

  private Tpm() {}

  private static boolean isEmulated(Element backend) {
    return backend.is("type", "emulator");
  }

  private static Schema banks() {
    Schema banks = Schema.of("active_pcr_banks");
    BANKS.forEach(bank -> banks.child(Schema.flag(bank)));
    return banks.before(BANKS.getFirst(), (source, all) -> requireBanks(source));
  }

  private static void requireBanks(XmlElement source) {
    for (XmlElement bank : source.children()) {
      if (!BANKS.contains(bank.name())) {
        throw XmlFailure.unsupported("Unsupported PCR banks '" + bank.name() + "'");
      }
    }
  }

  private static void requireOneBackend(XmlElement source) {
    int backends = source.children("backend").size();
    if (backends > 1) {
      throw XmlFailure.invalid("only one TPM backend is supported");
    }
    if (backends == 0) {
      throw XmlFailure.invalid("missing TPM device backend");
    }
  }

  private static void completeDevice(Element backend) {
    if (backend.is("type", "passthrough") && backend.child("device") == null) {
      backend.add(new Element(DEVICE)).set("path", "/dev/tpm0");
    }
  }

  /** The socket of another program, which may be described like that of a character device. */
  private static void readSource(XmlElement source, Element backend) {
    if (!backend.is("type", "external")) {
      return;
    }
    XmlElement place = source.child("source");
    String type = place == null ? null : filled().of(place, "type");
    if (type == null) {
      throw XmlFailure.invalid("missing external TPM backend type");
    }
    Element read =
        CharacterSources.read(
            source,
            type,
            raw -> XmlFailure.unsupported("unknown backend type '" + raw + "' for external TPM"));
    Element socket = backend.add(new Element(SOURCE));
    socket.set("type", type);
    socket.set("mode", read.get("mode"));
    socket.set("path", read.get("path"));
  }
}
