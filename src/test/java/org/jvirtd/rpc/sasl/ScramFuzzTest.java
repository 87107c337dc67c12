package org.jvirtd.rpc.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Whatever a client that does not know a password sends: a refusal, and nothing else. */
class ScramFuzzTest {
  private static final UserFile USERS = users();

  private static UserFile users() {
    try {
      Path file = Files.createTempFile("users", null);
      file.toFile().deleteOnExit();
      ScramSecret secret = ScramSecret.of("a secret".toCharArray(), new byte[16], 4096);
      Files.writeString(file, "user:" + secret.text() + "\n");
      return new UserFile(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first byte says how long the first message is, the rest is the second. */
  @FuzzTest(maxDuration = "1m")
  void anythingIsALoginThatFails(byte[] data) {
    if (data.length == 0) {
      return;
    }
    int split = Math.min(data.length, 1 + (data[0] & 0xff));
    ScramLogin login = new ScramLogin(USERS, "nonce");
    try {
      assertThat(new String(login.step(Arrays.copyOfRange(data, 1, split)), StandardCharsets.UTF_8))
          .startsWith("r=")
          .contains("nonce,s=");
      login.step(Arrays.copyOfRange(data, split, data.length));
    } catch (LoginFailed e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
    assertThat(login.isDone()).isFalse();
  }
}
