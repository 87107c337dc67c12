package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.filled;
import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.ulong;
import static org.jvirtd.driver.xml.Values.yesNo;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Numbers;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.ValueType;
import org.jvirtd.driver.xml.XmlFailure;

/** {@code <clock>}: what the guest's clock shows, and its timers. */
final class Clock {

  private static final Schema CATCHUP =
      Schema.of("catchup").attributes(ulong().hiding("0"), "threshold", "slew", "limit");

  private static final Schema TIMER =
      Schema.of("timer")
          .required(
              "name",
              oneOf(
                  "platform", "pit", "rtc", "hpet", "tsc", "kvmclock", "hypervclock", "armvtimer"))
          .attribute("present", yesNo())
          .attribute("tickpolicy", oneOf("delay", "catchup", "merge", "discard"))
          .attribute("track", oneOf("boot", "guest", "wall", "realtime"))
          .attribute("frequency", ulong().hiding("0"))
          .attribute("mode", oneOf("auto", "native", "emulate", "paravirt", "smpsafe"))
          .child(CATCHUP);

  static final Schema SCHEMA =
      Schema.of("clock")
          .defaulted("offset", offset(), "utc")
          .attribute("adjustment", filled())
          .attribute("basis", filled())
          .attribute("timezone", filled())
          .attribute("start", filled())
          .children(TIMER)
          .onRead((source, clock) -> complete(clock));

  private Clock() {}

  private static ValueType offset() {
    ValueType words =
        oneOf(
            raw -> XmlFailure.unsupported("unknown clock offset '" + raw + "'"),
            "utc",
            "localtime",
            "variable",
            "timezone",
            "absolute");
    return (raw, site) -> raw.isEmpty() ? "utc" : words.read(raw, site);
  }

  private static void complete(Element clock) {
    String offset = clock.get("offset", "utc");
    String adjustment = clock.get("adjustment");
    String basis = clock.get("basis");
    String timezone = clock.get("timezone");
    String start = clock.get("start");
    for (String name : new String[] {"adjustment", "basis", "timezone", "start"}) {
      clock.set(name, null);
    }
    switch (offset) {
      case "variable" -> {
        Long value = adjustment == null ? null : Numbers.signed(adjustment, 10);
        clock.set("adjustment", Long.toString(value == null ? 0 : value));
        if (basis != null && !basis.equals("utc") && !basis.equals("localtime")) {
          throw XmlFailure.unsupported("unknown clock basis '" + basis + "'");
        }
        clock.set("basis", basis == null ? "utc" : basis);
      }
      case "timezone" -> {
        if (timezone == null) {
          throw XmlFailure.internal(
              "missing 'timezone' attribute for clock with offset='timezone'");
        }
        clock.set("timezone", timezone);
      }
      case "absolute" -> {
        Long value = start == null ? null : Numbers.unsigned(start, 10);
        if (value == null) {
          throw XmlFailure.internal("missing 'start' attribute for clock with offset='absolute'");
        }
        clock.set("start", Long.toUnsignedString(value));
      }
      default -> completeFixed(clock, offset, adjustment);
    }
  }

  /** A fixed clock with an adjustment in seconds is a variable one. */
  private static void completeFixed(Element clock, String offset, @Nullable String adjustment) {
    if (adjustment == null) {
      return;
    }
    if (adjustment.equals("reset")) {
      clock.set("adjustment", "reset");
      return;
    }
    Long value = Numbers.signed(adjustment, 10);
    if (value == null) {
      throw XmlFailure.invalid("unknown clock adjustment '" + adjustment + "'");
    }
    clock.set("offset", "variable");
    clock.set("adjustment", Long.toString(value));
    clock.set("basis", offset);
  }

  /** Which of its settings a timer has depends on its name. */
  static void checkTimers(@Nullable Element clock) {
    if (clock != null) {
      clock.children("timer").forEach(Clock::checkTimer);
    }
  }

  private static void checkTimer(Element timer) {
    String name = timer.get("name", "");
    if (Set.of("kvmclock", "hypervclock").contains(name) && timer.has("tickpolicy")) {
      throw unsupported(name, "tickpolicy");
    }
    if (timer.child("catchup") != null && !timer.is("tickpolicy", "catchup")) {
      throw XmlFailure.invalid(
          "setting of timer catchup policies is only supported with tickpolicy='catchup'");
    }
    if (!name.equals("tsc") && timer.has("frequency")) {
      throw unsupported(name, "frequency");
    }
    if (!name.equals("tsc") && timer.has("mode")) {
      throw unsupported(name, "mode");
    }
    if (!Set.of("platform", "rtc").contains(name) && timer.has("track")) {
      throw unsupported(name, "track");
    }
  }

  private static org.jvirtd.rpc.RpcException unsupported(String name, String what) {
    return XmlFailure.unsupported("timer " + name + " doesn't support setting of timer " + what);
  }
}
