package org.jvirtd.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvirtd.rpc.RpcError;

/** Errors as a real libvirtd 9.0.0 sends them (semantics section 4). */
class ErrorsTest {

  @Test
  void codesAre1To114WithoutAGap() {
    assertThat(Arrays.stream(ErrorCode.values()).map(ErrorCode::number))
        .containsExactlyElementsOf(java.util.stream.IntStream.rangeClosed(1, 114).boxed().toList());
  }

  @Test
  void domainsAre0To72WithoutAGap() {
    assertThat(Arrays.stream(ErrorDomain.values()).map(ErrorDomain::number))
        .containsExactlyElementsOf(java.util.stream.IntStream.rangeClosed(0, 72).boxed().toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "INTERNAL_ERROR|connection already open|internal error: connection already open",
        "NO_CONNECT|URI 'x'|no connection driver available for URI 'x'",
        "NO_DOMAIN||Domain not found",
        "NO_NETWORK|no network with matching name 'no'"
            + "|Network not found: no network with matching name 'no'",
        "RPC|unknown procedure: 999|unknown procedure: 999",
        "XML_ERROR|missing name|XML error: missing name",
        "XML_ERROR||XML description is invalid or not well formed",
        "XML_DETAIL|at 3|at 3",
        "OPERATION_DENIED|read only access prevents virDomainDefineXML"
            + "|operation forbidden: read only access prevents virDomainDefineXML",
        "OPERATION_DENIED||operation forbidden for read only access",
        "INVALID_ARG|event callback already tracked"
            + "|invalid argument: event callback already tracked",
        "AUTH_FAILED|authentication failed|authentication failed: authentication failed",
        "OPERATION_INVALID|domain is not running"
            + "|Requested operation is not valid: domain is not running",
        "DOM_EXIST|x|domain x exists already",
        "ARGUMENT_UNSUPPORTED|Unknown IP address data source 3"
            + "|argument unsupported: Unknown IP address data source 3",
        "NO_DOMAIN_METADATA|Requested metadata element is not present"
            + "|metadata not found: Requested metadata element is not present",
      })
  void theTextOfACodeIsLibvirts(ErrorCode code, String detail, String message) {
    assertThat(LibvirtException.of(code, ErrorDomain.TEST, detail)).hasMessage(message);
  }

  @Test
  void anErrorWithDetailCarriesTheFormatAndTheDetail() {
    RpcError error =
        LibvirtException.of(ErrorCode.NO_STORAGE_POOL, ErrorDomain.TEST, "no storage pool 'p'")
            .error();

    assertThat(error)
        .isEqualTo(
            RpcError.of(
                49,
                12,
                "Storage pool not found: no storage pool 'p'",
                "Storage pool not found: %s",
                "no storage pool 'p'"));
    assertThat(error.level()).isEqualTo(2);
    assertThat(error.int1()).isEqualTo(-1);
    assertThat(error.int2()).isEqualTo(-1);
  }

  @Test
  void anErrorWithoutDetailCarriesItsTextAsFormat() {
    assertThat(LibvirtException.of(ErrorCode.NO_DOMAIN, ErrorDomain.TEST, null).error())
        .isEqualTo(RpcError.of(42, 12, "Domain not found", "Domain not found", null));
  }

  @Test
  void aDomainThatIsGoneIsNamedByUuidAndName() {
    assertThat(LibvirtException.noDomain(ErrorDomain.TEST, "gone", new UUID(0, 0)))
        .hasMessage(
            "Domain not found: no domain with matching uuid"
                + " '00000000-0000-0000-0000-000000000000' (gone)");
  }

  @Test
  void aDetailWithPercentSignsStaysAsItIs() {
    assertThat(LibvirtException.internal(ErrorDomain.TEST, "50%s of $1 \\"))
        .hasMessage("internal error: 50%s of $1 \\");
  }

  @Test
  void aSystemErrorCarriesTheErrno() {
    RpcError error =
        LibvirtException.system(
                ErrorDomain.STORAGE, "cannot open '/x'", 2, "No such file or directory")
            .error();

    assertThat(error.code()).isEqualTo(38);
    assertThat(error.message()).isEqualTo("cannot open '/x': No such file or directory");
    assertThat(error.str1()).isEqualTo("%s");
    assertThat(error.str2()).isEqualTo(error.message());
    assertThat(error.int1()).isEqualTo(2);
    assertThat(error.int2()).isEqualTo(-1);
  }

  @Test
  void anInvalidArgumentNamesFunctionAndArgument() {
    // The bytes of virDomainSetMaxMemory(domain, 0) on a real libvirtd say exactly this.
    RpcError error =
        LibvirtException.invalidArgument(
                ErrorDomain.DOMAIN,
                "virDomainSetMaxMemory",
                "memory",
                "memory in virDomainSetMaxMemory must not be zero")
            .error();

    assertThat(error.code()).isEqualTo(8);
    assertThat(error.domain()).isEqualTo(20);
    assertThat(error.message()).isEqualTo("memory in virDomainSetMaxMemory must not be zero");
    assertThat(error.str1()).isEqualTo("virDomainSetMaxMemory");
    assertThat(error.str2()).isEqualTo("memory");
    assertThat(error.int1()).isZero();
    assertThat(error.int2()).isZero();
  }
}
