package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.uint;

import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.ValueType;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;

/** {@code <rng>}: randomness that the guest gets, where the host has it from, and how much. */
final class RandomSource {

  private static final ValueType BYTES =
      uint(raw -> XmlFailure.invalid("invalid RNG rate bytes value")).hiding("0");

  private static final ValueType PERIOD =
      uint(raw -> XmlFailure.invalid("invalid RNG rate period value")).hiding("0");

  private static final ValueType TYPE =
      CharacterSources.type(
          raw -> XmlFailure.unsupported("unknown backend type '" + raw + "' for egd"));

  private static final Schema RATE =
      Schema.of("rate")
          .attribute("bytes", BYTES)
          .attribute("period", PERIOD, rate -> rate.has("bytes"));

  private static final Schema BACKEND =
      Schema.of("backend")
          .attribute(
              "model",
              oneOf(
                  raw -> XmlFailure.unsupported("unknown RNG backend model '" + raw + "'"),
                  "random",
                  "egd",
                  "builtin"))
          .attribute("type", TYPE, RandomSource::isDaemon)
          .before("@type", RandomSource::checkBackend)
          .after("@type", (source, backend) -> requireType(backend))
          .with(CharacterSources.of(RandomSource::isDaemon))
          .unkeptText()
          .reads("@type", "source", "log", "protocol");

  static final Schema SCHEMA =
      Schema.of("rng")
          .attribute(
              "model",
              oneOf(
                  raw -> XmlFailure.unsupported("unknown RNG model '" + raw + "'"),
                  SimpleDevices.VIRTIO))
          .joined(RATE)
          .child(BACKEND)
          .child(Schema.of("driver").with(DeviceParts.VIRTIO_OPTIONS))
          .with(DeviceParts::info)
          .before(
              "rate",
              (source, rng) -> {
                if (!rng.has("model")) {
                  throw XmlFailure.invalid("missing RNG device model");
                }
              })
          .before(
              "backend",
              (source, rng) -> {
                if (source.children("backend").size() != 1) {
                  throw XmlFailure.invalid("only one RNG backend is supported");
                }
              })
          .reads("rate", "backend", "alias", "master", "acpi", "address");

  private RandomSource() {}

  private static boolean isDaemon(Element backend) {
    return backend.is("model", "egd");
  }

  private static void requireType(Element backend) {
    if (isDaemon(backend) && !backend.has("type")) {
      throw XmlFailure.invalid("missing EGD backend type");
    }
  }

  private static void checkBackend(XmlElement source, Element backend) {
    if (!backend.has("model")) {
      throw XmlFailure.invalid("missing RNG device backend model");
    }
    if (backend.is("model", "random")) {
      String path = source.text();
      backend.setText(path.isEmpty() ? "/dev/random" : path);
    }
  }
}
