package org.jvirtd.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.jvirtd.JvirtdApplication;
import org.jvirtd.daemon.Daemon;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A driver that hangs: what the endpoint, the meters and the log say, and what clients get. */
@SpringBootTest(
    classes = {JvirtdApplication.class, StuckCallsAreShownTest.WithAHangingDriver.class},
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "jvirtd.listen.tcp.port=0",
      "jvirtd.workers.min=2",
      "jvirtd.workers.max=2",
      "jvirtd.workers.priority=0",
      "jvirtd.calls.slow=100ms",
      "jvirtd.calls.deadlines.connectGetVersion=200ms"
    })
@ExtendWith(OutputCaptureExtension.class)
class StuckCallsAreShownTest {
  private static final int OK = 0;
  private static final int ERROR = 1;
  private static final int GET_VERSION = 4;
  private static final int GET_HOSTNAME = 59;

  @TestConfiguration(proxyBeanMethods = false)
  static class WithAHangingDriver {
    @Bean
    HangingDriver hanging() {
      return new HangingDriver("domain 'stuck'");
    }
  }

  private final Actuator actuator;
  private final Daemon daemon;
  private final HangingDriver driver;

  @Autowired
  StuckCallsAreShownTest(Environment environment, Daemon daemon, HangingDriver driver) {
    this.actuator = Actuator.of(environment);
    this.daemon = daemon;
    this.driver = driver;
  }

  @DynamicPropertySource
  static void socketsInAFolderOfTheirOwn(DynamicPropertyRegistry registry) throws IOException {
    Path folder = Files.createTempDirectory("jvirtd");
    folder.toFile().deleteOnExit();
    registry.add("jvirtd.listen.unix.directory", () -> folder);
  }

  @BeforeAll
  static void patience() {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
  }

  @Test
  void aCallThatHangsIsNamedWithWhatItWaitsForAndGivesWayAtItsDeadline(CapturedOutput log)
      throws Exception {
    try (RawClient holder = connect();
        RawClient waiter = connect();
        RawClient other = connect()) {
      holder.send(RawClient.REMOTE, GET_HOSTNAME);
      await().until(driver::isHeld);
      waiter.send(RawClient.REMOTE, GET_VERSION);
      // It has a deadline; the holder has none.
      assertThat(waiter.readReply()).isEqualTo(ERROR);
      await().until(() -> JsonPath.<Integer>read(actuator.get("calls"), "$.abandonedWorkers") == 1);

      String calls = actuator.get("calls");
      assertThat(JsonPath.<Integer>read(calls, "$.total")).isEqualTo(2);
      assertThat(JsonPath.<Integer>read(calls, "$.leftOut")).isZero();
      assertThat(JsonPath.<Integer>read(calls, "$.timedOut")).isEqualTo(1);
      assertThat(JsonPath.<String>read(calls, "$.calls[0].procedure"))
          .isEqualTo("connectGetHostname");
      assertThat(JsonPath.<String>read(calls, "$.calls[0].program")).isEqualTo("RemoteProgram");
      assertThat(JsonPath.<String>read(calls, "$.calls[0].state")).isEqualTo("running");
      assertThat(JsonPath.<String>read(calls, "$.calls[0].identity")).isEqualTo("anonymous");
      assertThat(JsonPath.<String>read(calls, "$.calls[0].at")).contains("HangingDriver.held");
      assertThat(JsonPath.<Boolean>read(calls, "$.calls[0].timedOut")).isFalse();
      String held = JsonPath.read(calls, "$.calls[0].worker");
      assertThat(held).startsWith("rpc-libvirtd-");
      assertThat(JsonPath.<Boolean>read(calls, "$.calls[1].timedOut")).isTrue();
      assertThat(JsonPath.<String>read(calls, "$.calls[1].waitsFor.name"))
          .isEqualTo("domain 'stuck'");
      assertThat(JsonPath.<String>read(calls, "$.calls[1].waitsFor.holder")).isEqualTo(held);
      assertThat(JsonPath.<String>read(calls, "$.calls[1].waitsFor.heldBy"))
          .startsWith("connectGetHostname (59) of libvirtd client");
      assertThat(JsonPath.<Integer>read(actuator.get("calls?limit=1"), "$.leftOut")).isEqualTo(1);

      await()
          .untilAsserted(() ->
              assertThat(log.getOut())
                  .contains("connectGetHostname (59) of libvirtd client")
                  .contains("it waits for domain 'stuck', which " + held + " holds")
                  .contains("HangingDriver.held"));
      assertThat(actuator.get("prometheus"))
          .contains("jvirtd_calls_timeouts_total{server=\"libvirtd\"} 1.0")
          .containsPattern("jvirtd_calls_oldest_seconds\\{server=\"libvirtd\"} 0*[1-9.]")
          .contains("jvirtd_workers_abandoned{server=\"libvirtd\"} 1.0");

      // Two workers at most, and two hang: a third one serves.
      assertThat(other.call(RawClient.REMOTE, RawClient.AUTH_LIST)).isEqualTo(OK);
      driver.letGo();
      assertThat(holder.readReply()).isEqualTo(OK);
      await().until(() -> daemon.workers().stats().abandoned() == 0);
      assertThat(waiter.call(RawClient.REMOTE, RawClient.AUTH_LIST)).isEqualTo(OK);
    }
  }

  private RawClient connect() throws IOException {
    RawClient client = new RawClient(daemon.tcpAddress().orElseThrow());
    assertThat(client.call(RawClient.REMOTE, RawClient.CONNECT_OPEN, RawClient.open("hang:///x")))
        .isEqualTo(OK);
    return client;
  }
}
