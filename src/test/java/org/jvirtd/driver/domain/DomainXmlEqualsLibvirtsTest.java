package org.jvirtd.driver.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.jvirtd.rpc.RpcException;

/** Every definition comes back, letter by letter, as from libvirt's test driver. */
class DomainXmlEqualsLibvirtsTest {

  static List<String> accepted() throws IOException {
    return GoldenFiles.names(GoldenFiles.folder());
  }

  static List<String> refused() throws IOException {
    return GoldenFiles.names(GoldenFiles.refused());
  }

  private static DomainDefinition parse(String xml) {
    return DomainXml.parse(xml, ParseOptions.testDriver());
  }

  @Test
  void thereAreDefinitionsToCompare() throws IOException {
    assertThat(accepted()).hasSizeGreaterThan(100);
    assertThat(refused()).hasSizeGreaterThan(100);
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void inactive(String name) throws IOException {
    DomainDefinition definition = parse(GoldenFiles.input(GoldenFiles.folder(), name));

    assertThat(DomainXml.format(definition, -1, 0)).isEqualTo(GoldenFiles.inactive(name));
    assertThat(DomainXml.format(definition, 1, DomainXml.INACTIVE))
        .isEqualTo(GoldenFiles.inactive(name));
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void active(String name) throws IOException {
    DomainDefinition definition = parse(GoldenFiles.input(GoldenFiles.folder(), name));

    assertThat(DomainXml.format(definition, 1, 0)).isEqualTo(GoldenFiles.active(name));
  }

  /** A start reads the definition once more from its own text, and so must we be able to. */
  @ParameterizedTest
  @MethodSource("accepted")
  void whatWasWrittenReadsAsTheSame(String name) throws IOException {
    DomainDefinition definition = parse(GoldenFiles.input(GoldenFiles.folder(), name));

    String once = DomainXml.format(definition, -1, DomainXml.SECURE);
    String again = DomainXml.format(parse(once), -1, 0);

    assertThat(again).isEqualTo(GoldenFiles.started(name));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void errors(String name) throws IOException {
    String xml = GoldenFiles.input(GoldenFiles.refused(), name);

    RpcException refusal = catchThrowableOfType(RpcException.class, () -> parse(xml));

    assertThat(refusal).isNotNull();
    assertThat(String.valueOf(refusal.getMessage()).stripTrailing())
        .isEqualTo(GoldenFiles.error(name));
  }
}
