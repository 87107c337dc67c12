package org.jvirtd.driver.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.XmlFailure;

/** The rules of what a guest shows and sounds like. */
final class AudioRules {

  private AudioRules() {}

  static void sound(Element sound, Element domain) {
    requireAudio(sound.valueAt("id", "audio"), domain);
  }

  static void audio(Element audio, Element domain) {
    String id = audio.get("id", "0");
    long same = audios(domain).stream().filter(other -> other.is("id", id)).count();
    if (same > 1) {
      throw XmlFailure.invalid("audio ID " + id + " is used multiple times");
    }
  }

  static void graphics(Element graphics, Element domain) {
    // Only servers have listens.
    for (Element listen : graphics.children("listen")) {
      if (listen.is("type", "network") && !listen.has("network")) {
        throw XmlFailure.invalid("'network' attribute is required for listen type 'network'");
      }
    }
    if (graphics.is("type", "vnc")) {
      requireAudio(graphics.valueAt("id", "audio"), domain);
    }
    if (graphics.is("type", "dbus") && graphics.has("p2p") && graphics.has("address")) {
      throw XmlFailure.invalid("D-Bus p2p with an address is not supported");
    }
  }

  private static List<Element> audios(Element domain) {
    Element devices = domain.child("devices");
    return devices == null ? List.of() : devices.children("audio");
  }

  private static void requireAudio(@Nullable String id, Element domain) {
    if (id != null && audios(domain).stream().noneMatch(audio -> audio.is("id", id))) {
      throw XmlFailure.invalid("no audio device with ID " + id);
    }
  }
}
