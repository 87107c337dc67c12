package org.jvirtd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that keeps the users' file. */
class UserCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir private Path folder;

  private int run(String input, String... arguments) {
    return new UserCommand(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true),
            new PrintStream(err, true),
            null)
        .run(List.of(arguments));
  }

  @Test
  void usersComeAndGoAndNoPasswordIsKept() throws IOException {
    String file = folder.resolve("users").toString();
    assertThat(run("pass word\nmore", "add", "otto", "--file", file)).isZero();
    assertThat(run("geheim", "add", "anna", "--file", file)).isZero();
    assertThat(run("", "list", "--file", file)).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8).lines()).containsExactly("anna", "otto");
    assertThat(Files.readString(Path.of(file))).doesNotContain("geheim").doesNotContain("word");
    assertThat(Files.getPosixFilePermissions(Path.of(file))).hasSize(2);
    assertThat(run("", "delete", "otto", "--file", file)).isZero();
    assertThat(run("", "delete", "otto", "--file", file)).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("there is no user otto");
  }

  @Test
  void wrongUseIsExplainedAndChangesNothing() {
    String file = folder.resolve("users").toString();
    assertThat(run("x", "add", "anna")).isEqualTo(2);
    assertThat(run("x", "add", "--file", file)).isEqualTo(2);
    assertThat(run("x", "add", "anna", "geheim", "--file", file)).isEqualTo(2);
    assertThat(run("x", "sudo", "--file", file)).isEqualTo(2);
    assertThat(run("x")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("user add NAME --file FILE");
    assertThat(run("", "add", "anna", "--file", file)).isEqualTo(1);
    assertThat(run("x", "add", "an,na", "--file", file)).isEqualTo(1);
    assertThat(Path.of(file)).doesNotExist();
  }
}
