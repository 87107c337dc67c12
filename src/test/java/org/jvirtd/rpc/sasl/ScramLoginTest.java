package org.jvirtd.rpc.sasl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server's side of SCRAM-SHA-256, with the example of RFC 7677 section 3. */
class ScramLoginTest {
  private static final String CLIENT_FIRST = "n,,n=user,r=rOprNGfwEbeRWgbNEkqO";
  private static final String SERVER_NONCE = "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
  private static final String NONCE = "rOprNGfwEbeRWgbNEkqO" + SERVER_NONCE;
  private static final String PROOF = "dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=";

  @TempDir private Path folder;
  private UserFile users;

  @BeforeEach
  void writeUsers() throws IOException {
    byte[] salt = Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ==");
    ScramSecret secret = ScramSecret.of("pencil".toCharArray(), salt, 4096);
    Path file = folder.resolve("users");
    Files.writeString(file, "user:" + secret.text() + "\n");
    users = new UserFile(file);
  }

  private static String step(ScramLogin login, String message) throws LoginFailed {
    return new String(login.step(message.getBytes(UTF_8)), UTF_8);
  }

  @Test
  void theExampleOfTheRfcLogsIn() throws LoginFailed {
    ScramLogin login = new ScramLogin(users, SERVER_NONCE);

    assertThat(step(login, CLIENT_FIRST))
        .isEqualTo("r=" + NONCE + ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096");
    assertThat(login.isDone()).isFalse();
    assertThat(step(login, "c=biws,r=" + NONCE + ",p=" + PROOF))
        .isEqualTo("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
    assertThat(login.isDone()).isTrue();
    assertThat(login.user()).isEqualTo("user");
  }

  @Test
  void aWrongProofFailsAndEndsTheLogin() throws LoginFailed {
    ScramLogin login = new ScramLogin(users, SERVER_NONCE);
    String wrong = "A" + PROOF.substring(1);
    step(login, CLIENT_FIRST);

    assertThatThrownBy(() -> step(login, "c=biws,r=" + NONCE + ",p=" + wrong))
        .hasMessage("the user or the password is wrong");
    assertThatThrownBy(() -> step(login, "c=biws,r=" + NONCE + ",p=" + PROOF))
        .hasMessage("a message after the end");
    assertThat(login.isDone()).isFalse();
  }

  @Test
  void aNameThatIsNobodysIsAskedLikeAnyOther() throws LoginFailed {
    String first = step(new ScramLogin(users, "x"), "n,,n=nobody,r=abc");
    String again = step(new ScramLogin(users, "x"), "n,,n=nobody,r=abc");
    ScramLogin login = new ScramLogin(users, SERVER_NONCE);
    step(login, "n,,n=nobody,r=rOprNGfwEbeRWgbNEkqO");

    assertThat(first).isEqualTo(again).startsWith("r=abcx,s=");
    assertThatThrownBy(() -> step(login, "c=biws,r=" + NONCE + ",p=" + PROOF))
        .hasMessage("the user or the password is wrong");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        "n,,",
        "n,,n=user",
        "n,,n=,r=a",
        "n,,n=user,r=",
        "n,,r=a,n=user",
        "n,,m=x,n=user,r=a",
        "n,,n=us=er,r=a",
        "n,a=other,n=user,r=a",
        "p=tls-unique,,n=user,r=a"
      })
  void whatIsNoBeginningIsRefused(String message) {
    assertThatThrownBy(() -> step(new ScramLogin(users, "x"), message))
        .isInstanceOf(LoginFailed.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "c=biws",
        "c=biws,r=other,p=" + PROOF,
        "c=eSws,r=" + NONCE + ",p=" + PROOF,
        "c=biws,r=" + NONCE + ",p=short",
        "c=biws,r=" + NONCE + ",p=!",
        "r=" + NONCE + ",c=biws,p=" + PROOF
      })
  void whatIsNoEndIsRefused(String message) throws LoginFailed {
    ScramLogin login = new ScramLogin(users, SERVER_NONCE);
    step(login, CLIENT_FIRST);

    assertThatThrownBy(() -> step(login, message)).isInstanceOf(LoginFailed.class);
  }

  @Test
  void bytesThatAreNoTextOrTooManyAreRefused() {
    assertThatThrownBy(() -> new ScramLogin(users, "x").step(new byte[] {(byte) 0xff}))
        .hasMessage("not UTF-8");
    assertThatThrownBy(() -> new ScramLogin(users, "x").step(new byte[5000]))
        .hasMessage("a message of 5000 bytes");
  }
}
