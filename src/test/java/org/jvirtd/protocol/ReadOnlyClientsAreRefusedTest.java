package org.jvirtd.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.jvirtd.protocol.domain.Domain;
import org.jvirtd.protocol.remote.RemoteProgram;
import org.jvirtd.rpc.Procedure;
import org.jvirtd.rpc.Procedure.Access;

/** What a read-only client is refused, with the texts of a real libvirtd (semantics section 19). */
class ReadOnlyClientsAreRefusedTest {
  private static final Domain DOMAIN = new Domain("test", new java.util.UUID(1, 2), 1);

  /**
   * The procedures that a real libvirtd 9.0.0 refused to a read-only client as a whole, each called
   * with plain arguments; and five that check an argument before and were read in its source. From
   * 444 on they are those that libvirt 12.8.0 refuses, and 452, which it should.
   */
  private static final int[] REFUSED = {
    8, 9, 10, 11, 12, 13, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 39, 40, 41, 42, 48, 49, 53, 54,
    55, 58, 61, 62, 63, 75, 76, 77, 78, 79, 80, 81, 82, 83, 90, 93, 94, 103, 104, 108, 109, 118,
    119, 120, 123, 124, 125, 131, 132, 133, 134, 135, 136, 142, 144, 145, 146, 148, 160, 161, 164,
    165, 166, 174, 180, 181, 182, 184, 185, 192, 193, 196, 197, 199, 201, 204, 205, 207, 208, 209,
    210, 211, 213, 214, 215, 216, 217, 218, 219, 220, 221, 222, 225, 226, 231, 232, 233, 234, 235,
    236, 237, 239, 240, 242, 245, 249, 250, 251, 252, 254, 256, 258, 259, 260, 261, 264, 266, 267,
    277, 279, 288, 290, 291, 294, 295, 296, 300, 301, 302, 303, 304, 305, 306, 307, 308, 309, 310,
    334, 335, 336, 337, 338, 342, 343, 345, 347, 349, 350, 352, 355, 356, 357, 358, 364, 366, 371,
    372, 384, 386, 389, 390, 392, 393, 394, 395, 396, 399, 400, 402, 406, 408, 410, 411, 417, 418,
    420, 421, 424, 425, 427, 428, 429, 430, 431, 432, 433, 434, 437, 439, 440, 441, 442, 443, 444,
    447, 448, 450, 451, 452, 456
  };

  @Test
  void proceduresThatChangeSomethingAreThoseThatLibvirtdRefuses() {
    Set<Integer> write =
        Programs.procedures(RemoteProgram.class).stream()
            .filter(method -> method.getAnnotation(Procedure.class).access() == Access.WRITE)
            .map(Programs::number)
            .collect(Collectors.toSet());

    assertThat(write).hasSize(204).containsExactlyInAnyOrderElementsOf(refused());
  }

  private static Set<Integer> refused() {
    return java.util.Arrays.stream(REFUSED).boxed().collect(Collectors.toSet());
  }

  @Test
  void definingIsRefused() {
    assertThatThrownBy(() -> rule(11).check("<domain/>"))
        .isInstanceOfSatisfying(
            LibvirtException.class, e -> assertThat(e.error().domain()).isEqualTo(20))
        .hasMessage("operation forbidden: read only access prevents virDomainDefineXML");
    assertThat(rule(11).allowsAll()).isFalse();
  }

  @Test
  void xmlIsRefusedOnlyWithItsSecrets() {
    rule(14).check(DOMAIN, 2);

    String refusal = "operation forbidden: virDomainGetXMLDesc with secure flag";
    assertThatThrownBy(() -> rule(14).check(DOMAIN, 1)).hasMessage(refusal);
    assertThatThrownBy(() -> rule(14).check(DOMAIN, 8 | 2)).hasMessage(refusal);
    assertThatThrownBy(() -> rule(388).check(DOMAIN, 1))
        .hasMessage("operation forbidden: virDomainManagedSaveGetXMLDesc with secure flag");
  }

  @Test
  void countingTheGuestsProcessorsIsRefused() {
    rule(200).check(DOMAIN, 1);

    assertThatThrownBy(() -> rule(200).check(DOMAIN, 8))
        .hasMessage("operation forbidden: read only access prevents virDomainGetVcpusFlags");
  }

  @Test
  void askingTheGuestAgentForAddressesIsRefused() {
    rule(353).check(DOMAIN, 0, 0);
    rule(353).check(DOMAIN, 3, 0);

    assertThatThrownBy(() -> rule(353).check(DOMAIN, 1, 0))
        .hasMessage("operation forbidden: read only access prevents virDomainInterfaceAddresses");
  }

  @Test
  void lookingIsNotRefused() {
    assertThat(rule(16).allowsAll()).isTrue();
    rule(16).check(DOMAIN);
  }

  @Test
  void errorsOfEventRegistrationComeFromTheObjectsKind() {
    assertThat(ReadOnlyRule.errorDomain(procedure(380))).isEqualTo(ErrorDomain.SECRET);
    assertThat(ReadOnlyRule.errorDomain(procedure(316))).isEqualTo(ErrorDomain.DOMAIN);
  }

  private static ReadOnlyRule rule(int procedure) {
    return ReadOnlyRule.of(procedure(procedure));
  }

  private static Method procedure(int number) {
    return Programs.procedure(RemoteProgram.class, number);
  }
}
