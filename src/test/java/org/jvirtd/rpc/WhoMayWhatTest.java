package org.jvirtd.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvirtd.rpc.ServerCounters.Denial;

/** Access rules: whom they name, what they allow, and what a refused client gets. */
class WhoMayWhatTest {
  private static final int ECHO = 1;
  private static final int URGENT = 2;

  private static final ClientIdentity ANNA = ClientIdentity.ANONYMOUS.withSaslUser("anna");
  private static final ClientIdentity ROOT = ClientIdentity.of(new UnixAccount("root", "root"));
  private static final ClientIdentity CERTIFICATE =
      ClientIdentity.ANONYMOUS.withDistinguishedName("C=GB,O=Ops,CN=anna");

  private static AccessRule rule(AccessLevel level, String who, String... procedures) {
    return new AccessRule(List.of(who), level, List.of(procedures));
  }

  @ParameterizedTest
  @CsvSource({
    "*, '', true",
    "a*c, abbc, true",
    "a*c, abcd, false",
    "a?c, abc, true",
    "a?c, ac, false",
    "*Get*, domainGetInfo, true",
    "*Get*Info, domainGetInfoGetInfo, true",
    "domain, Domain, false",
    "'', '', true",
    "'', a, false",
    "a**b, ab, true",
  })
  void aStarStandsForAnyCharactersAndAQuestionMarkForOne(
      String pattern, String text, boolean fits) {
    assertThat(new Wildcard(pattern).fits(text)).isEqualTo(fits);
  }

  @Test
  void aRuleNamesClientsByWhatTheyHaveShown() {
    assertThat(rule(AccessLevel.NONE, "sasl:an*").names(ANNA)).isTrue();
    assertThat(rule(AccessLevel.NONE, "sasl:bob").names(ANNA)).isFalse();
    // A certificate's subject is no login, and the other way round.
    assertThat(rule(AccessLevel.NONE, "sasl:*").names(CERTIFICATE)).isFalse();
    assertThat(rule(AccessLevel.NONE, "tls:*,O=Ops,*").names(CERTIFICATE)).isTrue();
    assertThat(rule(AccessLevel.NONE, "tls:*").names(ANNA)).isFalse();
    assertThat(rule(AccessLevel.NONE, "unix:root").names(ROOT)).isTrue();
    assertThat(rule(AccessLevel.NONE, "uid:0").names(ROOT)).isTrue();
    assertThat(rule(AccessLevel.NONE, "uid:1").names(ROOT)).isFalse();
    assertThat(rule(AccessLevel.NONE, "anonymous").names(ClientIdentity.ANONYMOUS)).isTrue();
    assertThat(rule(AccessLevel.NONE, "anonymous").names(ANNA)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"anna", "sasl:", "krb:anna", ":x"})
  void whoIsNamedInNoKnownWayIsAMistake(String who) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rule(AccessLevel.NONE, who))
        .withMessageStartingWith("'" + who + "' must be sasl:NAME");
  }

  @Test
  void aRuleThatNamesNobodyIsAMistake() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AccessRule(List.of(), AccessLevel.NONE, List.of()))
        .withMessage("it names nobody in 'who'");
  }

  @Test
  void aPatternThatFitsNoProcedureIsAMistake() {
    AccessSettings settings =
        new AccessSettings(
            AccessLevel.NONE,
            List.of(
                rule(AccessLevel.READ_WRITE, "sasl:a", "echo"),
                rule(AccessLevel.READ_WRITE, "sasl:b", "ech?", "ecco*")));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> AccessPolicy.of(settings, List.of(ProcedureTable.of(SampleProgram.class))))
        .withMessage("rules[1]: no procedure is called ecco*");
  }

  @Test
  void theFirstRuleThatNamesAClientCountsAndOthersGetTheDefault() {
    AccessPolicy policy =
        AccessPolicy.of(
            new AccessSettings(
                AccessLevel.READ_ONLY,
                List.of(
                    rule(AccessLevel.READ_WRITE, "sasl:anna"), rule(AccessLevel.NONE, "sasl:*"))),
            List.of(ProcedureTable.of(SampleProgram.class)));
    assertThat(policy.grant(ANNA)).isSameAs(Grant.ALL);
    assertThat(policy.grant(ROOT).readOnly()).isTrue();
    ServedProgram program = served();
    BoundProcedure echo = program.table().get("echo");
    assertThat(policy.grant(ROOT).allows(program, echo)).isTrue();
    Grant none = policy.grant(ClientIdentity.ANONYMOUS.withSaslUser("bob"));
    assertThat(program.table().all())
        .noneMatch(p -> none.allows(program, p) && !p.isAllowedBeforeAuthentication());
  }

  private static ServedProgram served() {
    ProcedureTable table = ProcedureTable.of(SampleProgram.class);
    Program program =
        new Program() {
          @Override
          public ProcedureTable procedures() {
            return table;
          }

          @Override
          public Session open(Connection connection) {
            throw new AssertionError("nobody connects");
          }
        };
    return new ServedProgram(program, 0);
  }

  @Test
  void aRefusedCallGetsLibvirtsErrorAndTheConnectionLives() {
    try (RpcFixture fixture = new RpcFixture()) {
      fixture.server.restrict(
          new AccessSettings(
              AccessLevel.NONE, List.of(rule(AccessLevel.READ_WRITE, "anonymous", "ech*"))));
      try (WireClient client = fixture.connect()) {
        assertThat(client.call(ECHO, WireClient.text("a")).header().status()).isEqualTo(Status.OK);
        RpcError error = client.call(URGENT, new byte[0]).error();
        assertThat(error.code()).isEqualTo(88);
        assertThat(error.domain()).isEqualTo(55);
        assertThat(error.message()).isEqualTo("access denied: 'jvirtd' denied access");
        assertThat(error.str1()).isEqualTo("access denied: %s");
        assertThat(error.str2()).isEqualTo("'jvirtd' denied access");
        assertThat(fixture.server.counters().denied(Denial.PROCEDURE)).isEqualTo(1);
        assertThat(client.call(ECHO, WireClient.text("b")).header().status()).isEqualTo(Status.OK);
      }
    }
  }
}
