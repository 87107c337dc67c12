package org.jvirtd.driver.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.jvirtd.rpc.RpcException;

/** What is dropped in silence otherwise is an error to a client that asks for validation. */
class StrictReadingTest {
  private static final ParseOptions STRICT = ParseOptions.testDriver().withStrict(true);

  private static final String FRAME =
      "XML document failed to validate against schema: Unable to validate doc against"
          + " /usr/share/libvirt/schemas/domain.rng\n";

  /** Golden definitions that libvirt's own schema refuses too. */
  private static final Set<String> REFUSED_BY_LIBVIRT = Set.of("unknown-elements");

  static List<String> accepted() throws IOException {
    return GoldenFiles.names(GoldenFiles.folder()).stream()
        .filter(name -> !REFUSED_BY_LIBVIRT.contains(name))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void whatIsRightPassesAndReadsAsEver(String name) throws IOException {
    String xml = GoldenFiles.input(GoldenFiles.folder(), name);

    assertThat(DomainXml.format(DomainXml.parse(xml, STRICT), -1, 0))
        .isEqualTo(GoldenFiles.inactive(name));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<nosuch/> | element <nosuch> has no place in <domain>",
        "<x:y xmlns:x='urn:x'/> | element <x:y> has no place in <domain>",
        "<title nosuch='1'>a</title> | element <title> may not have an attribute 'nosuch'",
        "<title xmlns:x='urn:x' x:a='1'>a</title> | element <title> may not have an attribute"
            + " 'x:a'",
        "<title>a</title><title>b</title> | element <title> may stand only once in <domain>",
        "<on_crash>nosuch</on_crash> | element <on_crash> has the value 'nosuch' as its text,"
            + " which is not valid",
        "<clock offset='nosuch'/> | element <clock> has the value 'nosuch' as its attribute"
            + " 'offset', which is not valid",
        "<devices><disk nosuch='1'/></devices> | element <disk> may not have an attribute"
            + " 'nosuch'",
        "<devices><sound/></devices> | element <sound> must have an attribute 'model'",
        "<devices>hello</devices> | element <devices> may not have a text"
      })
  void whatIsUnknownIsNamedWithItsLine(String inside, String detail) {
    String xml =
        "<domain type='test'><name>x</name><memory>1</memory><os><type>hvm</type></os>\n"
            + inside
            + "</domain>";

    RpcException refusal =
        catchThrowableOfType(RpcException.class, () -> DomainXml.parse(xml, STRICT));

    assertThat(refusal).hasMessage(FRAME + "Line 2: " + detail + "\n");
    assertThat(refusal.error().code()).isEqualTo(92);
    assertThat(refusal.error().domain()).isEqualTo(5);
  }

  @Test
  void whoDoesNotAskIsNotTold() {
    String xml =
        "<domain type='test'><name>x</name><memory>1</memory><os><type>hvm</type></os>"
            + "<nosuch/><title a='1'>a</title><title>b</title></domain>";

    assertThat(DomainXml.parse(xml, ParseOptions.testDriver()).title()).isEqualTo("a");
  }
}
