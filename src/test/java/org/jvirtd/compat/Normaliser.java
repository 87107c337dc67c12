package org.jvirtd.compat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes from an output what may differ between two runs of the same program: its own port and
 * folder, the clock, and identities that were rolled. An identity that the test itself names is
 * kept, so that a wrong one shows.
 */
final class Normaliser {
  private static final Pattern UUID =
      Pattern.compile("\\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\b");
  private static final Pattern MAC = Pattern.compile("\\b[0-9a-f]{2}(:[0-9a-f]{2}){5}\\b");

  /** What depends on the clock. Patterns keep group 1 and replace the rest. */
  private static final Map<Pattern, String> CLOCK = new LinkedHashMap<>();

  static {
    CLOCK.put(Pattern.compile("(CPU time: +)[0-9]+(\\.[0-9]+)?s"), "$1<time>");
    CLOCK.put(Pattern.compile("((?:cpu|vcpu\\.[0-9]+)\\.(?:time|user|system)=)[0-9]+"), "$1<time>");
    CLOCK.put(
        Pattern.compile(
            "()[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?([+-][0-9]{4})?"),
        "<date>");
    CLOCK.put(Pattern.compile("(\\b(?:rd_req|rd_bytes|wr_req|wr_bytes|errs) )[0-9]+"), "$1<count>");
    CLOCK.put(
        Pattern.compile(
            "(number of [a-z ]+: +|error count: +|[rt]x_(?:bytes|packets|errs|drop) )[0-9]+"),
        "$1<count>");
    CLOCK.put(Pattern.compile("(<creationTime>)[0-9]+"), "$1<time>");
  }

  private final Map<String, String> places = new LinkedHashMap<>();
  private final Set<String> known = new HashSet<>();

  /**
   * @param source the text of the test: UUIDs and MAC addresses in it are kept as they are
   */
  Normaliser(String source) {
    UUID.matcher(source).results().map(MatchResult::group).forEach(known::add);
    MAC.matcher(source.toLowerCase(Locale.ROOT))
        .results()
        .map(MatchResult::group)
        .forEach(known::add);
    known.add("6695eb01-f6a4-8304-79aa-97f2502e193f");
  }

  /** A word that stands for something else on each side, a folder or an address. */
  Normaliser place(String actual, String name) {
    places.put(actual, "<" + name + ">");
    return this;
  }

  /** The normaliser for one daemon: its address and this host's name are places. */
  static Normaliser of(DaemonUnderTest daemon, String source) {
    return new Normaliser(source)
        .place("127.0.0.1:" + daemon.tcpPort(), "address")
        .place("port " + daemon.tcpPort(), "port")
        .place(daemon.unixDirectory().toString(), "runtime")
        .place(hostName(), "host");
  }

  String apply(String text) {
    String result = text;
    for (var place : places.entrySet()) {
      // As a word of its own: a host named "vm" must not be found in "hvm".
      String word = "(?<![A-Za-z0-9])" + Pattern.quote(place.getKey()) + "(?![A-Za-z0-9])";
      result = result.replaceAll(word, Matcher.quoteReplacement(place.getValue()));
    }
    for (var rule : CLOCK.entrySet()) {
      result = rule.getKey().matcher(result).replaceAll(rule.getValue());
    }
    result = UUID.matcher(result).replaceAll(match -> keepKnown(match.group(), "<uuid>"));
    return MAC.matcher(result).replaceAll(match -> keepKnown(match.group(), "<mac>"));
  }

  private String keepKnown(String identity, String otherwise) {
    return known.contains(identity) ? identity : otherwise;
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost-without-a-name";
    }
  }
}
