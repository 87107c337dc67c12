package org.jvirtd.rpc.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Certificates that their authority has taken back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RevocationListsTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final Instant TOMORROW = NOW.plus(Duration.ofDays(1));

  private final TestAuthority authority = new TestAuthority("one");
  private final TestAuthority.Issued good = authority.client("CN=good");
  private final TestAuthority.Issued bad = authority.client("CN=bad");
  private Path file;
  private long version;

  @BeforeAll
  void folder(@TempDir Path folder) {
    file = folder.resolve("cacrl.pem");
  }

  private void write(String text) throws IOException {
    Files.writeString(file, text);
    // However coarse the file system's clock is.
    Files.setLastModifiedTime(file, FileTime.from(NOW.plusSeconds(version++)));
  }

  private RevocationLists read(String text) throws IOException, GeneralSecurityException {
    write(text);
    return new RevocationLists(file, () -> NOW);
  }

  private void check(RevocationLists lists, TestAuthority.Issued client) throws CertificateRefused {
    lists.check(
        new X509Certificate[] {client.certificate()}, new X509Certificate[] {client.authority()});
  }

  private void assertRefused(
      RevocationLists lists, TestAuthority.Issued client, TlsRefusal reason, String text) {
    assertThatThrownBy(() -> check(lists, client))
        .isInstanceOfSatisfying(
            CertificateRefused.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContaining(text);
  }

  private void assertGood(RevocationLists lists, TestAuthority.Issued client) {
    assertThatCode(() -> check(lists, client)).doesNotThrowAnyException();
  }

  @Test
  void whatIsListedIsRefusedAndNothingElse() throws Exception {
    RevocationLists lists = read(authority.revoke(NOW, TOMORROW, bad.certificate()));
    assertRefused(lists, bad, TlsRefusal.REVOKED, "CN=bad, issued by CN=one");
    assertRefused(lists, bad, TlsRefusal.REVOKED, "it was revoked at 2026-01-02T03:04:05Z");
    assertGood(lists, good);
    assertGood(lists, new TestAuthority("two").client("CN=of another"));
  }

  @Test
  void severalAuthoritiesMayHaveTheirListsInOneFile() throws Exception {
    TestAuthority two = new TestAuthority("two");
    TestAuthority.Issued badOfTwo = two.client("CN=bad of two");
    RevocationLists lists =
        read(
            authority.revoke(NOW, TOMORROW, bad.certificate())
                + two.revoke(NOW, TOMORROW, badOfTwo.certificate()));
    assertRefused(lists, bad, TlsRefusal.REVOKED, "revoked");
    assertRefused(lists, badOfTwo, TlsRefusal.REVOKED, "revoked");
    assertGood(lists, good);
  }

  @Test
  void anAuthorityWhoseListIsOutOfDateVouchesForNobody() throws Exception {
    RevocationLists lists = read(authority.revoke(NOW.minusSeconds(2), NOW.minusSeconds(1)));
    assertRefused(
        lists, good, TlsRefusal.REVOCATION_UNKNOWN, "out of date since 2026-01-02T03:04:04Z");
    assertGood(lists, new TestAuthority("two").client("CN=of another"));
  }

  @Test
  void aListThatSomebodyElseHasSignedUnderTheAuthoritysNameDoesNotCount() throws Exception {
    RevocationLists lists = read(new TestAuthority("one").revoke(NOW, TOMORROW));
    assertRefused(lists, good, TlsRefusal.REVOCATION_UNKNOWN, "another signature");
  }

  @Test
  void theFileIsReadAgainWhenItHasChangedAndOneThatIsBrokenIsNotUsed() throws Exception {
    RevocationLists lists = read(authority.revoke(NOW, TOMORROW));
    assertThat(lists.refresh()).isFalse();
    assertGood(lists, bad);

    write(authority.revoke(NOW, TOMORROW, bad.certificate()));
    assertThat(lists.refresh()).isTrue();
    assertThat(lists.refresh()).isFalse();
    assertRefused(lists, bad, TlsRefusal.REVOKED, "revoked");

    write("-----BEGIN X509 CRL-----\n");
    assertThat(lists.refresh()).isFalse();
    assertThatThrownBy(lists::reload).isInstanceOf(GeneralSecurityException.class);
    assertRefused(lists, bad, TlsRefusal.REVOKED, "revoked");
    Files.delete(file);
    assertThat(lists.refresh()).isFalse();
    assertThatThrownBy(lists::reload).isInstanceOf(IOException.class);
    assertRefused(lists, bad, TlsRefusal.REVOKED, "revoked");

    write(authority.revoke(NOW, TOMORROW));
    assertThat(lists.refresh()).isTrue();
    assertGood(lists, bad);
  }

  @Test
  void whatIsNoListIsAMistakeFromTheBeginning() {
    assertThatThrownBy(() -> read("")).hasMessageContaining("holds no list");
    assertThatThrownBy(() -> read("certificates?")).isInstanceOf(GeneralSecurityException.class);
  }
}
