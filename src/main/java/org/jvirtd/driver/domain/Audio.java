package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.positive;
import static org.jvirtd.driver.xml.Values.text;
import static org.jvirtd.driver.xml.Values.uint;
import static org.jvirtd.driver.xml.Values.yesNo;

import java.util.Map;
import java.util.Set;
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
          .attributes(COUNT, "frequency", "channels")
          .attribute("format", oneOf("u8", "s8", "u16", "s16", "u32", "s32", "f32"))
          .always();

  /** The attributes of a direction that only some types of back end have. */
  private static final Map<String, Set<String>> OWN =
      Map.of(
          "alsa", Set.of("dev"),
          "oss", Set.of("dev", "bufferCount", "tryPoll"),
          "coreaudio", Set.of("bufferCount"),
          "jack", Set.of("serverName", "clientName", "connectPorts", "exactName"),
          "pulseaudio", Set.of("name", "streamName", "latency"),
          "sdl", Set.of("bufferCount"));

  private static final Set<String> ALL_OWN =
      Set.of(
          "dev",
          "bufferCount",
          "tryPoll",
          "serverName",
          "clientName",
          "connectPorts",
          "exactName",
          "name",
          "streamName",
          "latency");

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
          .attribute("timerPeriod", COUNT)
          .attributes(yesNo(), "tryMMap", "exclusive")
          .attribute("dspPolicy", uint())
          .attribute("serverName", text())
          .attribute("driver", oneOf("esd", "alsa", "arts", "pulseaudio"))
          .attribute("path", text())
          .child(direction("input"))
          .child(direction("output"))
          .onRead(Audio::complete);

  private Audio() {}

  private static Schema direction(String name) {
    return Schema.of(name)
        .attributes(yesNo(), "mixingEngine", "fixedSettings")
        .attributes(COUNT, "voices", "bufferLength")
        .attributes(text(), "serverName", "clientName", "connectPorts")
        .attribute("dev", text())
        .attribute("exactName", yesNo())
        .attributes(text(), "name", "streamName")
        .attribute("latency", COUNT)
        .attribute("bufferCount", COUNT)
        .attribute("tryPoll", yesNo())
        .child(SETTINGS)
        .onRead((source, direction) -> {
          if (direction.is("fixedSettings", "yes") && !direction.is("mixingEngine", "yes")) {
            throw XmlFailure.unsupported("fixed audio settings requires mixing engine");
          }
        });
  }

  private static void complete(XmlElement source, Element audio) {
    String type = audio.get("type", "");
    keep(audio, type.equals("oss"), "tryMMap", "exclusive", "dspPolicy");
    keep(audio, type.equals("pulseaudio"), "serverName");
    keep(audio, type.equals("sdl"), "driver");
    keep(audio, type.equals("file"), "path");
    Set<String> own = OWN.getOrDefault(type, Set.of());
    for (String name : new String[] {"input", "output"}) {
      Element direction = audio.child(name);
      if (direction != null) {
        for (String attribute : ALL_OWN) {
          keep(direction, own.contains(attribute), attribute);
        }
        if (!direction.is("fixedSettings", "yes")) {
          direction.removeAll("settings");
        } else {
          direction.ensure(SETTINGS);
        }
      }
    }
  }

  private static void keep(Element element, boolean wanted, String... attributes) {
    for (String attribute : attributes) {
      if (!wanted) {
        element.set(attribute, null);
      }
    }
  }
}
