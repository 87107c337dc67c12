package org.jvirtd.benchmark;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jvirtd.benchmark.load.Transport;

/**
 * What a run is asked to do; each is an option {@code --name=value}.
 *
 * @param only ids of scenarios, or first letters of them; empty for all
 * @param transports some of {@code tcp}, {@code unix} and {@code tls}, with commas
 * @param rounds rounds that count, per row; in each every daemon has its turn
 * @param seconds the measured part of a turn
 * @param leadIn seconds of load before it that do not count
 * @param warmUp seconds of load on each daemon by each transport before its rows, a quarter of it
 *     before each row
 * @param others cores that other programs may use during a turn; with more the round is thrown away
 * @param small fewer idle connections, domains and subscribers, for trying out
 * @param javaOptions options of jvirtd's JVM, separated by commas
 * @param jar jvirtd's jar
 * @param output the folder that the results go to
 */
public record Settings(
    List<String> only,
    List<Transport> transports,
    int rounds,
    Duration seconds,
    Duration leadIn,
    Duration warmUp,
    double others,
    boolean small,
    List<String> javaOptions,
    Path jar,
    Path output) {

  private static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry("only", ""),
          Map.entry("transports", "tcp,unix,tls"),
          Map.entry("rounds", "5"),
          Map.entry("seconds", "2"),
          Map.entry("lead-in", "0.3"),
          Map.entry("warm-up", "12"),
          Map.entry("others", "0.15"),
          Map.entry("small", "false"),
          Map.entry("java-options", ""),
          Map.entry("jar", ""),
          Map.entry("output", "target/benchmark"));

  public Settings {
    only = List.copyOf(only);
    transports = List.copyOf(transports);
    javaOptions = List.copyOf(javaOptions);
    if (rounds < 1 || seconds.isZero() || seconds.isNegative() || transports.isEmpty()) {
      throw new IllegalArgumentException("nothing to measure");
    }
  }

  /**
   * Reads options.
   *
   * @throws IllegalArgumentException if there is no such option, or its value is not one
   * @throws IOException if no jar is named and there is none in {@code target}
   */
  public static Settings of(String... options) throws IOException {
    var given = new HashMap<>(DEFAULTS);
    for (String option : options) {
      String[] pair = option.split("=", 2);
      if (pair.length != 2 || !pair[0].startsWith("--") || !given.containsKey(name(pair[0]))) {
        throw new IllegalArgumentException(
            option + " is no option; there are " + new java.util.TreeSet<>(DEFAULTS.keySet()));
      }
      given.put(name(pair[0]), pair[1]);
    }
    String jar = value(given, "jar");
    return new Settings(
        list(value(given, "only")),
        list(value(given, "transports").toUpperCase(Locale.ROOT)).stream()
            .map(Transport::valueOf)
            .toList(),
        Integer.parseInt(value(given, "rounds")),
        seconds(value(given, "seconds")),
        seconds(value(given, "lead-in")),
        seconds(value(given, "warm-up")),
        Double.parseDouble(value(given, "others")),
        Boolean.parseBoolean(value(given, "small")),
        list(value(given, "java-options")),
        jar.isEmpty() ? builtJar() : Path.of(jar),
        Path.of(value(given, "output")));
  }

  boolean wants(Scenario scenario, Transport transport) {
    return scenario.ways().include(transport) && wants(scenario);
  }

  boolean wants(Scenario scenario) {
    return only.isEmpty()
        || only.stream().anyMatch(o -> scenario.id().equals(o) || scenario.group().equals(o));
  }

  private static String name(String option) {
    return option.substring(2);
  }

  private static String value(Map<String, String> given, String name) {
    return java.util.Objects.requireNonNull(given.get(name), name);
  }

  private static List<String> list(String commaSeparated) {
    return Arrays.stream(commaSeparated.split(",", -1)).filter(part -> !part.isEmpty()).toList();
  }

  private static Duration seconds(String number) {
    return Duration.ofNanos((long) (Double.parseDouble(number) * 1e9));
  }

  private static Path builtJar() throws IOException {
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(Path.of("target"), "jvirtd-*.jar")) {
      for (Path jar : jars) {
        return jar;
      }
    }
    throw new IOException("no jvirtd-*.jar in target: package it first, or name it with --jar");
  }
}
