package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.integer;
import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.positive;
import static org.jvirtd.driver.xml.Values.text;
import static org.jvirtd.driver.xml.Values.uint;
import static org.jvirtd.driver.xml.Values.yesNo;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.ValueType;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;

/** {@code <audio>}: where the host plays and records what the guest's sound devices do. */
final class Audio {

  private static final ValueType COUNT = uint().hiding("0");

  private static final Schema SETTINGS =
      Schema.of("settings")
          .attributes(positive(), "frequency", "channels")
          .attribute("format", oneOf("u8", "s8", "u16", "s16", "u32", "s32", "f32"))
          .always();

  /** What the two directions of a back end have. */
  private static final Map<String, Consumer<Schema>> DIRECTIONS =
      Map.of(
          "alsa", one -> one.attribute("dev", text()),
          "oss",
              one ->
                  one.attribute("dev", text())
                      .attribute("bufferCount", COUNT)
                      .attribute("tryPoll", yesNo()),
          "coreaudio", one -> one.attribute("bufferCount", COUNT),
          "jack",
              one ->
                  one.attributes(text(), "serverName", "clientName", "connectPorts")
                      .attribute("exactName", yesNo()),
          "pulseaudio",
              one -> one.attributes(text(), "name", "streamName").attribute("latency", COUNT),
          "sdl", one -> one.attribute("bufferCount", COUNT));

  private static final Map<String, Schema> INPUTS = directions("input");
  private static final Map<String, Schema> OUTPUTS = directions("output");

  static final Schema SCHEMA =
      Schema.of("audio")
          .required("id", positive())
          .required(
              "type",
              oneOf(
                  "none",
                  "alsa",
                  "coreaudio",
                  "jack",
                  "oss",
                  "pulseaudio",
                  "sdl",
                  "spice",
                  "file",
                  "dbus"))
          .attribute("timerPeriod", positive())
          .attribute("tryMMap", yesNo(), of("oss"))
          .attribute("exclusive", yesNo(), of("oss"))
          .attribute("dspPolicy", policy(), of("oss"))
          .attribute("serverName", text(), of("pulseaudio"))
          .attribute("driver", oneOf("esd", "alsa", "arts", "pulseaudio"), of("sdl"))
          .attribute("path", text(), of("file"))
          .child("input", (audio, source) -> INPUTS.get(audio.get("type", "")))
          .child("output", (audio, source) -> OUTPUTS.get(audio.get("type", "")));

  private Audio() {}

  private static Predicate<Element> of(String type) {
    return audio -> audio.is("type", type);
  }

  private static ValueType policy() {
    ValueType number = integer();
    return (raw, site) -> {
      String policy = number.read(raw, site);
      if (policy != null && policy.startsWith("-")) {
        throw XmlFailure.invalid("cannot parse 'dspPolicy' value '" + policy + "'");
      }
      return policy;
    };
  }

  private static Map<String, Schema> directions(String name) {
    Map<String, Schema> kinds = new HashMap<>();
    for (String type : new String[] {"none", "spice", "file", "dbus"}) {
      kinds.put(type, direction(name, one -> {}));
    }
    DIRECTIONS.forEach((type, own) -> kinds.put(type, direction(name, own)));
    return kinds;
  }

  private static Schema direction(String name, Consumer<Schema> own) {
    return Schema.of(name)
        .attributes(yesNo(), "mixingEngine", "fixedSettings")
        .attribute("voices", positive())
        .attribute("bufferLength", positive())
        .with(own)
        .child(SETTINGS)
        .before("settings", Audio::checkSettings)
        .onRead((source, direction) -> {
          if (direction.is("fixedSettings", "yes")) {
            direction.ensure(SETTINGS);
          }
        });
  }

  private static void checkSettings(XmlElement source, Element direction) {
    boolean fixed = direction.is("fixedSettings", "yes");
    if (fixed && !direction.is("mixingEngine", "yes")) {
      throw XmlFailure.unsupported("fixed audio settings requires mixing engine");
    }
    if (!fixed && source.child("settings") != null) {
      throw XmlFailure.unsupported("audio settings specified without fixed settings flag");
    }
  }
}
