package org.jvirtd.rpc.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import javax.security.auth.x500.X500Principal;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Distinguished names and the patterns that let them in (semantics section 18). */
class TlsNamesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*|anything at all|true",
        "''|''|true",
        "''|a|false",
        "*|''|true",
        "C=GB,O=Red Hat,CN=anna|C=GB,O=Red Hat,CN=anna|true",
        "C=GB,O=Red Hat,CN=anna|C=GB,O=Red Hat,CN=Anna|false",
        "C=GB,*,CN=anna|C=GB,O=Red Hat,CN=anna|true",
        "CN=an?a|CN=anna|true",
        "CN=an?a|CN=ana|false",
        "CN=日?|CN=日本|true",
        "CN=?|CN=😀|true",
        "*CN=a*b*c|CN=axxbyyc|true",
        "*CN=a*b*c|CN=axxbyycd|false",
        "*.example.org|CN=x.example.org.evil|false",
        "CN=[ab]|CN=a|false",
        "CN=[ab]|CN=[ab]|true",
      })
  void aPatternMatchesTheWholeNameWithTwoWildcards(String pattern, String name, boolean matches) {
    assertThat(new GlobPattern(pattern).matches(name)).isEqualTo(matches);
  }

  @Test
  void aPatternOfManyStarsTakesNoTime() {
    String pattern = String.join("a", Collections.nCopies(40, "*")) + "b";
    Assertions.assertThat(
            org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(10), () -> new GlobPattern(pattern).matches("a".repeat(20_000))))
        .isFalse();
  }

  @Test
  void aNameHasTheOrderOfItsCertificateAndTheEscapesOfGnuTls() {
    // What virt-pki-query-dn prints of the same name.
    assertThat(
            DistinguishedName.of(
                new X500Principal(
                    "CN=lead, UID=u1, DC=d, CN=\"#x \\\"q\\\" <y> \\\\z\", OU=a\\=b\\;c,"
                        + " O=\"Red, Hat\", ST=Lon don, C=GB")))
        .isEqualTo(
            "C=GB,ST=Lon don,O=Red\\, Hat,OU=a=b\\;c,CN=\\#x \\\"q\\\" \\<y\\> \\\\z,DC=d,UID=u1,"
                + "CN=lead");
    assertThat(
            DistinguishedName.of(
                new TestAuthority("ca")
                    .client("O= a=b \\ ,CN=#a")
                    .certificate()
                    .getSubjectX500Principal()))
        .isEqualTo("O=\\ a=b \\\\\\ ,CN=\\#a");
    assertThat(
            DistinguishedName.of(
                new X500Principal(
                    "CN=Grüße, EMAILADDRESS=a@b.c, SERIAL=12, TITLE=T",
                    Map.of(
                        "EMAILADDRESS", "1.2.840.113549.1.9.1",
                        "SERIAL", "2.5.4.5",
                        "TITLE", "2.5.4.12"))))
        .isEqualTo("title=T,serialNumber=12,EMAIL=a@b.c,CN=Grüße");
    assertThat(
            DistinguishedName.of(
                new TestAuthority("ca")
                    .client("C=GB,O=Red Hat,CN=anna")
                    .certificate()
                    .getSubjectX500Principal()))
        .isEqualTo("C=GB,O=Red Hat,CN=anna");
    assertThat(DistinguishedName.of(new X500Principal(""))).isEmpty();
  }
}
