package org.jvirtd.rpc.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of those who may log in. */
class UserFileTest {
  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("users");
  }

  @Test
  void usersAreAddedListedAndRemoved() throws IOException {
    UserFile users = new UserFile(file());
    users.put("otto", "one".toCharArray());
    users.put("anna", "two".toCharArray());

    assertThat(users.names()).containsExactly("anna", "otto");
    assertThat(users.remove("otto")).isTrue();
    assertThat(users.remove("otto")).isFalse();
    assertThat(users.names()).containsExactly("anna");
  }

  @Test
  void onlyItsOwnerReadsItAndItHoldsNoPassword() throws IOException {
    new UserFile(file()).put("anna", "geheim".toCharArray());

    assertThat(Files.getPosixFilePermissions(file()))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(Files.readString(file())).contains("anna:SCRAM-SHA-256$").doesNotContain("geheim");
  }

  @Test
  void twoUsersWithOnePasswordHaveDifferentSecrets() throws IOException {
    UserFile users = new UserFile(file());
    users.put("anna", "same".toCharArray());
    users.put("otto", "same".toCharArray());

    assertThat(users.secretOf("anna").storedKey()).isNotEqualTo(users.secretOf("otto").storedKey());
  }

  @Test
  void aChangeByAnotherProcessIsSeen() throws IOException {
    UserFile served = new UserFile(file());
    UserFile command = new UserFile(file());
    command.put("anna", "old".toCharArray());
    byte[] before = served.secretOf("anna").storedKey();
    command.put("anna", "a new one".toCharArray());

    assertThat(Arrays.equals(served.secretOf("anna").storedKey(), before)).isFalse();
  }

  @Test
  void aFileThatCannotBeReadLeavesWhatThereWas() throws IOException {
    UserFile users = new UserFile(file());
    users.put("anna", "geheim".toCharArray());
    byte[] before = users.secretOf("anna").storedKey();
    Files.writeString(file(), "anna\n");

    assertThat(users.secretOf("anna").storedKey()).isEqualTo(before);
    assertThatThrownBy(users::names).hasMessageContaining("line 1");
  }

  @Test
  void namesAndPasswordsThatCannotBeAreRefused() {
    UserFile users = new UserFile(file());

    assertThatThrownBy(() -> users.put("a:b", "x".toCharArray()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> users.put("anna", new char[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
