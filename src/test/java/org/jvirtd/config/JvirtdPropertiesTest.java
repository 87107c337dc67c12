package org.jvirtd.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvirtd.daemon.SecuritySettings;
import org.jvirtd.rpc.ClientLimits;
import org.jvirtd.rpc.KeepaliveSettings;
import org.jvirtd.worker.WorkerLimits;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.diagnostics.FailureAnalysis;

class JvirtdPropertiesTest {

  private static JvirtdProperties bind(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("jvirtd", JvirtdProperties.class);
  }

  @Test
  void withNothingSetTheDefaultsAreLibvirts() {
    var settings = bind(Map.of()).toSettings(Duration.ofSeconds(20), SecuritySettings.OPEN);
    assertThat(settings.workers()).isEqualTo(WorkerLimits.DEFAULT);
    assertThat(settings.clients()).isEqualTo(ClientLimits.DEFAULTS);
    assertThat(settings.keepalive()).isEqualTo(KeepaliveSettings.DEFAULTS);
    assertThat(Objects.requireNonNull(settings.tcp()).toString()).endsWith("127.0.0.1:16509");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jvirtd.workers.min      | 50      | jvirtd.workers: min workers must not be more than max workers, but 50 > 20",
        "jvirtd.clients.max      | 10      | jvirtd.clients: max (10) must not be less than max-anonymous (20)",
        "jvirtd.keepalive.count  | -1      | jvirtd.keepalive: count must not be negative: -1",
        "jvirtd.listen.unix.rw-perms | 448 | jvirtd.listen.unix: a mode is a zero and three octal digits, in quotes: \"0770\", not 448",
        "jvirtd.admin.workers.min | 21   | jvirtd.admin: min workers must not be more than max workers, but 21 > 20",
        "jvirtd.idle-timeout     | -1s   | jvirtd.admin: idle seconds must not be negative: -1",
        "jvirtd.listen.tcp.port  | 70000   | jvirtd.listen.tcp: port out of range:70000",
      })
  void aValueOutOfItsRangeIsNamedWithItsGroup(String property, String value, String message) {
    JvirtdProperties properties = bind(Map.of(property, value));
    assertThatThrownBy(() -> properties.toSettings(Duration.ofSeconds(20), SecuritySettings.OPEN))
        .isInstanceOfSatisfying(
            InvalidPropertyException.class,
            failure -> {
              assertThat(failure).hasMessage(message);
              FailureAnalysis analysis = new InvalidPropertyAnalyzer().analyze(failure);
              assertThat(Objects.requireNonNull(analysis).getDescription())
                  .isEqualTo("jvirtd cannot start: " + message + ".");
            });
  }
}
