package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.text;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Numbers;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.ValueType;
import org.jvirtd.driver.xml.XmlFailure;

/** The password of a graphics server, until when it counts, and who is asked for it. */
final class GraphicsPassword {

  private static final Pattern TIME = timePattern();

  private static final int LAST_YEAR = 9999;

  private static final ValueType CONNECTED =
      oneOf(
          raw -> XmlFailure.unsupported("unknown connected value " + raw),
          "fail",
          "disconnect",
          "keep");

  private GraphicsPassword() {}

  /** Adds the attributes; they are read where "@connected" is. Without a password none counts. */
  static void attributes(Schema server) {
    server
        .attribute("passwd", text(), (graphics, mode) -> mode.secure())
        .attribute("passwdValidTo", text())
        .attribute("connected", CONNECTED, one -> one.has("passwd"))
        .before("@connected", (source, one) -> readTime(one))
        .after("@connected", (source, one) -> checkConnected(one));
  }

  private static Pattern timePattern() {
    String number = "([ \\t\\n\\r\\f\u000b]*[+-]?[0-9]+)";
    return Pattern.compile("%1$s-%1$s-%1$sT%1$s:%1$s:%1$s".formatted(number));
  }

  private static void readTime(Element server) {
    String until = server.get("passwdValidTo");
    server.set("passwdValidTo", server.has("passwd") && until != null ? time(until) : null);
  }

  private static void checkConnected(Element server) {
    if (server.is("type", "vnc") && server.has("connected") && !server.is("connected", "keep")) {
      throw XmlFailure.unsupported("VNC supports connected='keep' only");
    }
  }

  private static String time(String raw) {
    Matcher matcher = TIME.matcher(raw);
    int[] parts = matcher.matches() ? parts(matcher) : null;
    if (parts == null) {
      throw XmlFailure.internal(
          "cannot parse password validity time '" + raw + "', expect YYYY-MM-DDTHH:MM:SS");
    }
    LocalDateTime time = of(parts);
    return "%d-%02d-%02dT%02d:%02d:%02d"
        .formatted(
            time.getYear(),
            time.getMonthValue(),
            time.getDayOfMonth(),
            time.getHour(),
            time.getMinute(),
            time.getSecond());
  }

  private static int @Nullable [] parts(Matcher matcher) {
    int[] parts = new int[matcher.groupCount()];
    for (int i = 0; i < parts.length; i++) {
      Long number = Numbers.signed(matcher.group(i + 1), 10);
      if (number == null || number != number.intValue()) {
        return null;
      }
      parts[i] = number.intValue();
    }
    return parts;
  }

  /** What is no time is the beginning of time. */
  private static LocalDateTime of(int[] parts) {
    try {
      LocalDateTime time =
          LocalDateTime.of(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]);
      return parts[0] >= 1 && parts[0] <= LAST_YEAR ? time : LocalDateTime.of(1970, 1, 1, 0, 0);
    } catch (DateTimeException e) {
      return LocalDateTime.of(1970, 1, 1, 0, 0);
    }
  }
}
