package org.jvirtd.daemon.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvirtd.protocol.LibvirtException;

/** Filters and outputs are read as libvirt 9.0.0 reads them. */
class LogSyntaxTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1:rpc 3:daemon | '1:*rpc* 3:*daemon* '",
        "1:+rpc | '1:*rpc* '",
        "1:rpc:more | '1:*rpc* '",
        "+2:a  003:b | '2:*a* 3:*b* '",
        "4:*a | '4:**a* '",
        "1:a 1:a | '1:*a* 1:*a* '",
        "'' | ''",
        "'  ' | ''",
      })
  void filtersAreShownAsPatterns(String text, String shown) {
    assertThat(LogFilter.format(LogFilter.parseAll(text))).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rpc | Malformed format for filter 'rpc'",
        "1:a 5:b | Invalid priority '5' for filter '5:b'",
        "-1:a | Invalid priority '-1' for filter '-1:a'",
        "1x:a | Invalid priority '1x' for filter '1x:a'",
        "11:a | Invalid priority '11' for filter '11:a'",
        "1: | Invalid match string ''",
        "1:+ | Invalid match string '+'",
      })
  void wrongFiltersAreRefused(String text, String detail) {
    assertThatThrownBy(() -> LogFilter.parseAll(text))
        .isInstanceOf(LibvirtException.class)
        .hasMessage("invalid argument: " + detail.replace("\"", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "rpc, rpc.Connection, true",
    "rpc, driver.test.TestDriver, false",
    "conn, rpc.Connection, false",
    "r?c.C*n, rpc.Connection, true",
    "r?c.C*m, rpc.Connection, false",
    "*, anything, true",
    "test.Test, driver.test.TestDriver, true",
    "a*b*c, xxaYbYYcxx, true",
    "a*b*c, xxaYcYYbxx, false",
  })
  void aFilterMatchesWhatItsPatternIsPartOf(String match, String source, boolean matches) {
    assertThat(LogFilter.parseAll("1:" + match).getFirst().matches(source)).isEqualTo(matches);
  }

  @Test
  void aPatternOfManyStarsTakesNoTime() {
    LogFilter filter = LogFilter.parseAll("1:" + "*a".repeat(2000) + "b").getFirst();
    String source = "a".repeat(4000);
    org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> assertThat(filter.matches(source)).isFalse());
  }

  @Test
  void aLaterOutputReplacesAnEarlierOneOfTheSamePlace() {
    Path here = Path.of("").toAbsolutePath();
    assertThat(
            LogOutput.format(
                LogOutput.parseAll(
                    "1:file:/tmp/a 2:stderr 3:file:/tmp/../tmp/a 4:stderr 1:file:rel"
                        + " 1:syslog:x 2:syslog:y 1:journald")))
        .isEqualTo(
            "3:file:/tmp/a 4:stderr 1:file:%s/rel 1:syslog:x 2:syslog:y 1:journald"
                .formatted(here));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | Malformed format for log output '1'",
        "0:stderr | Invalid log priority '0' for log output '0:stderr'",
        "1:what | Invalid log destination 'what' for log output '1:what'",
        "1:STDERR | Invalid log destination 'STDERR' for log output '1:STDERR'",
        "1:stderr:x | Log output '1:stderr:x' does not meet the format requirements for destination type 'stderr'",
        "1:file | Log output '1:file' does not meet the format requirements for destination type 'file'",
        "1:file:/a:b | Log output '1:file:/a:b' does not meet the format requirements for destination type 'file'",
      })
  void wrongOutputsAreRefused(String text, String detail) {
    assertThatThrownBy(() -> LogOutput.parseAll(text))
        .isInstanceOf(LibvirtException.class)
        .hasMessage("invalid argument: " + detail);
  }

  @Test
  void outputsAreNotWithoutNumber() {
    var text = new StringBuilder();
    for (int i = 0; i <= LogOutput.MOST; i++) {
      text.append("1:file:/tmp/").append(i).append(' ');
    }
    assertThatThrownBy(() -> LogOutput.parseAll(text.toString()))
        .hasMessage("invalid argument: more than 64 log outputs");
  }
}
