package org.jvirtd.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvirtd.daemon.Daemon;
import org.jvirtd.daemon.DaemonSettings;
import org.jvirtd.daemon.SecuritySettings;
import org.jvirtd.rpc.AccessLevel;
import org.jvirtd.rpc.AccessRule;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.MapPropertySource;

/**
 * A daemon does not start with a property that is not there, or that means nothing, and names it.
 */
class MistakesInPropertiesAreNamedTest {

  private static ApplicationContextRunner daemon(String... properties) {
    return new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class))
        .withUserConfiguration(SecurityConfiguration.class, DaemonConfiguration.class)
        // As an application has it, for times of values.
        .withInitializer(context ->
            context
                .getBeanFactory()
                .setConversionService(ApplicationConversionService.getSharedInstance()))
        .withPropertyValues("jvirtd.listen.tcp.enabled=false", "jvirtd.listen.unix.enabled=false")
        .withPropertyValues(properties);
  }

  /** What all that went wrong has said, as Spring's reports draw on it. */
  private static String failure(String... properties) {
    String[] text = new String[1];
    daemon(properties)
        .run(context -> {
          assertThat(context).hasFailed();
          text[0] =
              Stream.iterate(context.getStartupFailure(), Objects::nonNull, Throwable::getCause)
                  .map(Throwable::toString)
                  .collect(Collectors.joining("\n"));
        });
    return text[0];
  }

  private static Throwable root(String... properties) {
    Throwable[] root = new Throwable[1];
    daemon(properties)
        .run(context -> {
          assertThat(context).hasFailed();
          root[0] =
              NestedExceptionUtils.getMostSpecificCause(
                  Objects.requireNonNull(context.getStartupFailure()));
        });
    return root[0];
  }

  @Test
  void withoutAMistakeItStarts() {
    daemon(
            "jvirtd.access.default-level=none",
            "jvirtd.access.rules[0].who=sasl:anna,uid:0",
            "jvirtd.access.rules[0].level=read-only",
            "jvirtd.access.rules[0].procedures=domainGet*,connectGetHostname",
            "jvirtd.calls.slow=3s",
            "jvirtd.calls.deadlines.domainCreate=30s")
        .run(context -> {
          assertThat(context).hasNotFailed().hasSingleBean(Daemon.class);
          DaemonSettings settings =
              context
                  .getBean(JvirtdProperties.class)
                  .toSettings(Duration.ofSeconds(1), SecuritySettings.OPEN);
          assertThat(settings.access().defaultLevel()).isEqualTo(AccessLevel.NONE);
          assertThat(settings.access().rules())
              .singleElement()
              .satisfies(rule -> {
                assertThat(rule.who()).containsExactly("sasl:anna", "uid:0");
                assertThat(rule.level()).isEqualTo(AccessLevel.READ_ONLY);
                assertThat(rule.procedures()).containsExactly("domainGet*", "connectGetHostname");
              })
              .isInstanceOf(AccessRule.class);
          assertThat(settings.calls().slow()).hasSeconds(3);
          assertThat(settings.calls().deadlines())
              .containsEntry("domainCreate", Duration.ofSeconds(30));
        });
  }

  /** One of these letters would let a rule's clients call everything. */
  @ParameterizedTest
  @CsvSource({
    "jvirtd.access.rules[0].procedure",
    "jvirtd.access.rules[0].levels",
    "jvirtd.access.default",
    "jvirtd.calls.deadlin",
    "jvirtd.calls.max-abandonned",
    "jvirtd.clients.maximum",
    "jvirtd.client.max",
    "jvirtd.no-such-thing"
  })
  void aPropertyThatIsNotThere(String name) {
    assertThat(failure("jvirtd.access.rules[0].who=anonymous", name + "=1"))
        .contains(name + ": there is no such property");
  }

  @Test
  void aListThatAnotherOneHasReplacedIsNoMistake() {
    daemon("jvirtd.drivers.test.files[0]=/tmp")
        .withInitializer(context ->
            context
                .getEnvironment()
                .getPropertySources()
                .addLast(
                    new MapPropertySource(
                        "below",
                        Map.of(
                            "jvirtd.drivers.test.files[0]", "/a",
                            "jvirtd.drivers.test.files[1]", "/b",
                            "other.thing", "1"))))
        .run(context -> assertThat(context).hasNotFailed());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jvirtd.access.default-level | readonly-ish | jvirtd.access.default-level",
        "jvirtd.access.rules[0].level | all | jvirtd.access.rules[0].level",
        "jvirtd.calls.slow | soon | jvirtd.calls.slow",
        "jvirtd.calls.deadlines.domainCreate | never | jvirtd.calls.deadlines.domaincreate",
        "jvirtd.calls.max-abandoned | some | jvirtd.calls.max-abandoned",
      })
  void aValueOfAnotherKind(String name, String value, String named) {
    assertThat(failure(name + "=" + value)).contains(named).contains(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jvirtd.access.rules[0].level | read-only | jvirtd.access.rules[0]: it names nobody in 'who'",
        "jvirtd.access.rules[0].who | root | jvirtd.access.rules[0]: 'root' must be sasl:NAME, tls:SUBJECT, unix:USER, uid:NUMBER or anonymous",
        "jvirtd.calls.slow | -1s | jvirtd.calls: slow must not be negative: PT-1S",
        "jvirtd.calls.deadline | -1s | jvirtd.calls: deadline must not be negative: PT-1S",
        "jvirtd.calls.deadlines.domainCreate | -1s | jvirtd.calls: deadlines.domainCreate must not be negative: PT-1S",
        "jvirtd.calls.deadlines.domainCraete | 1s | jvirtd.calls: deadlines: no procedure is called domainCraete",
        "jvirtd.calls.max-abandoned | -1 | jvirtd.calls: max-abandoned must not be negative: -1",
        "jvirtd.workers.max-queued | 0 | jvirtd.workers: max-queued must be at least 1, not 0",
        "jvirtd.clients.max-queued | 0 | jvirtd.clients: max-queued must be at least 1, not 0",
        "jvirtd.admin.clients.max-queued | 0 | jvirtd.admin: max-queued must be at least 1, not 0",
        "jvirtd.event-loop.slow-callback | 0s | jvirtd.event-loop: slow-callback and stuck-callback must be more than 0, not PT0S and PT10S",
      })
  void aValueThatMakesNoSense(String name, String value, String message) {
    assertThat(failure(name + "=" + value))
        .contains("org.jvirtd.config.InvalidPropertyException: " + message);
  }

  @Test
  void aProcedureInARuleThatNoneIsCalled() {
    assertThat(
            failure(
                "jvirtd.access.rules[0].who=anonymous",
                "jvirtd.access.rules[0].procedures=domainGetInfo,domainCraete*"))
        .contains("jvirtd.access: rules[0]: no procedure is called domainCraete*");
  }

  @Test
  void theReportNamesThePropertyAndWhereAllOfThemStand() {
    InvalidPropertyException mistake =
        new InvalidPropertyException("jvirtd.x", new IllegalArgumentException("no"));
    assertThat(new InvalidPropertyAnalyzer().analyze(mistake, mistake).getAction())
        .contains("application.yml");
    assertThat(root("jvirtd.x=1")).isInstanceOf(IllegalArgumentException.class);
  }
}
