package org.jvirtd.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.List;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Measures jvirtd, and libvirtd beside it where it is installed; see docs/benchmarks.md. */
public final class Benchmark {
  private Benchmark() {}

  /**
   * @param args see {@link Settings}
   */
  public static void main(String[] args) throws IOException {
    run(System.out, args);
  }

  /** Runs, writes {@code results.json} and {@code results.svg}, and prints the table. */
  public static Report run(PrintStream out, String... options) throws IOException {
    Settings settings = Settings.of(options);
    try (var stages = Stages.start(settings, out::println)) {
      Report report =
          new Run(settings, stages, row -> out.println(TextTable.line(row)))
              .report(List.of(options));
      out.println(TextTable.checks(report));
      Files.createDirectories(settings.output());
      Files.writeString(settings.output().resolve("results.json"), json(report));
      Files.writeString(settings.output().resolve("results.svg"), Chart.of(report));
      Files.writeString(settings.output().resolve("results.md"), TextTable.markdown(report));
      return report;
    }
  }

  private static String json(Report report) {
    return JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build()
            .writeValueAsString(report)
        + "\n";
  }
}
