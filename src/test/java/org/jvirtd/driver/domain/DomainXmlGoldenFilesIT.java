package org.jvirtd.driver.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The golden files are what the real test driver says today. */
class DomainXmlGoldenFilesIT {

  private static final String NEEDS =
      "no virsh here: apt-get install libvirt-clients libvirt-daemon libvirt-daemon-system";

  @TempDir Path folder;

  @BeforeAll
  static void virshIsInstalled() {
    try {
      Process virsh = new ProcessBuilder("virsh", "--version").redirectErrorStream(true).start();
      String version = new String(virsh.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!version.startsWith("9.0.")) {
        abort("the golden files are those of libvirt 9.0, here is " + version.strip());
      }
    } catch (IOException e) {
      if (Boolean.parseBoolean(System.getenv("CI"))) {
        fail(NEEDS);
      }
      abort(NEEDS);
    }
  }

  static List<String> accepted() throws IOException {
    return GoldenFiles.names(GoldenFiles.folder());
  }

  static List<String> refused() throws IOException {
    return GoldenFiles.names(GoldenFiles.refused());
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void definitions(String name) throws Exception {
    Path input = GoldenFiles.folder().resolve(name + ".in.xml");
    String mark = "@@@";
    String said =
        virsh(
            String.join(
                "; echo " + mark + "; ",
                "define " + input,
                "dumpxml --inactive " + name,
                "start " + name,
                "dumpxml " + name,
                "dumpxml --inactive " + name));

    String[] parts = said.split(mark + "\n?", -1);

    assertThat(parts).as(said).hasSize(5);
    assertThat(parts[1].strip()).isEqualTo(GoldenFiles.inactive(name).strip());
    assertThat(parts[3].strip().replaceFirst("id='\\d+'", "id='1'"))
        .isEqualTo(GoldenFiles.active(name).strip());
    assertThat(parts[4].strip()).isEqualTo(GoldenFiles.started(name).strip());
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusals(String name) throws Exception {
    Path input = GoldenFiles.refused().resolve(name + ".in.xml");

    String said = virsh("define " + input);

    assertThat(
            said.replaceFirst("^error: Failed to define domain from .*\nerror: ", "")
                .stripTrailing())
        .isEqualTo(GoldenFiles.error(name));
  }

  private String virsh(String commands) throws IOException, InterruptedException {
    Path output = folder.resolve("out");
    Process virsh =
        new ProcessBuilder("virsh", "-q", "-c", "test:///default", commands)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(virsh.waitFor(60, TimeUnit.SECONDS)).as("virsh ended").isTrue();
    } finally {
      virsh.destroyForcibly();
    }
    return Files.readString(output);
  }
}
