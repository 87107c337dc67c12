package org.jvirtd.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvirtd.JvirtdApplication;
import org.jvirtd.daemon.Daemon;
import org.jvirtd.event.EventLoop;
import org.jvirtd.rpc.Program;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What the endpoints, the meters and health say of a daemon that clients use. */
@SpringBootTest(
    classes = {JvirtdApplication.class, TheDaemonShowsWhatItDoesTest.WithAGate.class},
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "jvirtd.listen.tcp.port=0",
      "jvirtd.workers.min=1",
      "jvirtd.workers.max=1",
      "jvirtd.workers.priority=1",
      "jvirtd.clients.max=3",
      "jvirtd.clients.max-anonymous=3",
      "jvirtd.clients.max-requests=2",
      "jvirtd.event-loop.stuck-callback=500ms"
    })
class TheDaemonShowsWhatItDoesTest {
  private static final int OK = 0;
  private static final int ERROR = 1;
  private static final int UNKNOWN_PROCEDURE = 9999;

  @TestConfiguration(proxyBeanMethods = false)
  static class WithAGate {
    @Bean
    GateProgram.Gate gate() {
      return new GateProgram.Gate();
    }

    @Bean
    Program gateProgram(GateProgram.Gate gate) {
      return Program.of(GateProgram.class, gate);
    }
  }

  private final List<RawClient> clients = new ArrayList<>();
  private final Actuator actuator;
  private final Daemon daemon;
  private final EventLoop loop;
  private final GateProgram.Gate gate;

  @Autowired
  TheDaemonShowsWhatItDoesTest(
      Environment environment, Daemon daemon, EventLoop loop, GateProgram.Gate gate) {
    this.actuator = Actuator.of(environment);
    this.daemon = daemon;
    this.loop = loop;
    this.gate = gate;
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

  @AfterEach
  void allClientsLeave() throws IOException {
    for (RawClient client : clients) {
      client.close();
    }
    await().until(() -> daemon.server().connectionCount() == 0);
  }

  @Test
  void clientsTellsWhoIsConnectedAndWhatTheyUse() throws Exception {
    RawClient client = connect();
    assertThat(client.call(RawClient.REMOTE, RawClient.AUTH_LIST)).isEqualTo(OK);
    assertThat(client.call(RawClient.REMOTE, UNKNOWN_PROCEDURE)).isEqualTo(ERROR);
    long id = onlyClientId();
    InetSocketAddress address = (InetSocketAddress) client.localAddress();

    String one = actuator.get("clients/" + id);

    assertThat(text(one, "$.transport")).isEqualTo("tcp");
    assertThat(text(one, "$.address")).isEqualTo("127.0.0.1;" + address.getPort());
    assertThat(text(one, "$.state")).isEqualTo("open");
    assertThat(integer(one, "$.calls")).isEqualTo(2);
    assertThat(integer(one, "$.windowUsed")).isZero();
    assertThat(integer(one, "$.windowSize")).isEqualTo(2);
    assertThat(integer(one, "$.bytesIn")).isEqualTo((int) client.sent());
    assertThat(integer(one, "$.bytesOut")).isEqualTo((int) client.received());
    assertThat(flag(one, "$.readOnly")).isFalse();
    assertThat(flag(one, "$.keepalive")).isFalse();
    assertThat(Instant.parse(text(one, "$.since")))
        .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
    assertThat(value(actuator.get("clients"), "$.clients[0]")).isEqualTo(value(one, "$"));
  }

  @Test
  void aUnixClientIsShownWithItsUserAndTheReadOnlySocketAsSuch() throws Exception {
    Path socket = daemon.unixSocket().orElseThrow();
    connect(UnixDomainSocketAddress.of(socket.resolveSibling("libvirt-sock-ro")))
        .call(RawClient.REMOTE, RawClient.AUTH_LIST);

    String one = actuator.get("clients/" + onlyClientId());

    assertThat(text(one, "$.transport")).isEqualTo("unix");
    assertThat(text(one, "$.user")).isEqualTo(System.getProperty("user.name"));
    assertThat(text(one, "$.group")).isNotEmpty();
    assertThat(flag(one, "$.readOnly")).isTrue();
    assertThat(
            actuator.meter(
                "jvirtd_clients_connections{identity=\"unix\",server=\"libvirtd\",transport=\"unix\"}"))
        .isEqualTo(1);
  }

  @Test
  void theListIsBoundedAndSaysHowManyThereAre() throws Exception {
    connect().call(RawClient.REMOTE, RawClient.AUTH_LIST);
    connect().call(RawClient.REMOTE, RawClient.AUTH_LIST);

    String answer = actuator.get("clients?limit=1");

    assertThat(integer(answer, "$.total")).isEqualTo(2);
    assertThat(integer(answer, "$.max")).isEqualTo(3);
    assertThat(list(answer, "$.clients")).hasSize(1);
    assertThat(list(actuator.get("clients"), "$.clients")).hasSize(2);
    assertThat(actuator.status("clients?limit=-1")).isEqualTo(400);
    assertThat(actuator.status("clients/999999")).isEqualTo(404);
  }

  @Test
  void workersTellsWhatRunsAndWhatWaits() throws Exception {
    RawClient client = connect();
    client.send(GateProgram.NUMBER, GateProgram.PASS);
    client.send(GateProgram.NUMBER, GateProgram.PASS);
    client.send(GateProgram.NUMBER, GateProgram.PASS);
    try {
      await().until(() -> integer(actuator.get("workers"), "$.queue.depth") == 1);
      String answer = actuator.get("workers");
      assertThat(decimal(answer, "$.utilization")).isEqualTo(1.0);
      assertThat(integer(answer, "$.ordinary.busy")).isEqualTo(1);
      assertThat(integer(answer, "$.reserved.idle")).isEqualTo(1);
      assertThat(decimal(answer, "$.queue.oldestSeconds")).isPositive();
      assertThat(text(answer, "$.running[0].job")).startsWith("pass (1) of libvirtd");
      assertThat(text(answer, "$.running[0].thread")).startsWith("rpc-libvirtd");
      assertThat(decimal(answer, "$.running[0].seconds")).isPositive();
      // The window takes two; the third is parked.
      String one = actuator.get("clients/" + onlyClientId());
      assertThat(integer(one, "$.windowUsed")).isEqualTo(2);
      assertThat(integer(one, "$.parked")).isEqualTo(1);
      await().until(() -> actuator.meter("jvirtd_workers_queue_depth{server=\"libvirtd\"}") == 1);
      await().until(() -> actuator.meter("jvirtd_clients_parked{server=\"libvirtd\"}") == 1);
      assertThat(actuator.meter("jvirtd_clients_window_full_total{server=\"libvirtd\"}"))
          .isPositive();
      assertThat(actuator.meter("jvirtd_workers_utilization{server=\"libvirtd\"}")).isEqualTo(1);
    } finally {
      gate.let(3);
    }
    for (int i = 0; i < 3; i++) {
      assertThat(client.readReply()).isEqualTo(OK);
    }
    await().until(() -> integer(actuator.get("workers"), "$.ordinary.idle") == 1);
    await().until(() -> calls("gate", "pass", "ok") == 3);
  }

  @Test
  void callsAreTimedByProcedureAndOutcomeAndUnknownOnesTogether() throws Exception {
    RawClient client = connect();
    double listed = calls("remote", "authList", "ok");
    double opened = calls("remote", "connectOpen", "error");
    double unknown = calls("remote", "unknown", "error");
    double foreign = calls("unknown", "unknown", "error");

    client.call(RawClient.REMOTE, RawClient.AUTH_LIST);
    client.call(RawClient.REMOTE, RawClient.CONNECT_OPEN, RawClient.open("nosuch:///"));
    client.call(RawClient.REMOTE, UNKNOWN_PROCEDURE);
    client.call(RawClient.REMOTE, UNKNOWN_PROCEDURE + 1);
    client.call(0x12345678, 1);

    await().until(() -> calls("remote", "authList", "ok") == listed + 1);
    await().until(() -> calls("remote", "connectOpen", "error") == opened + 1);
    await().until(() -> calls("remote", "unknown", "error") == unknown + 2);
    await().until(() -> calls("unknown", "unknown", "error") == foreign + 1);
    String scrape = actuator.get("prometheus");
    assertThat(scrape)
        .contains("# HELP jvirtd_rpc_calls_seconds ")
        .contains("jvirtd_rpc_queue_wait_seconds_count{priority=\"high\"}")
        .contains("jvirtd_rpc_queue_wait_seconds_count{priority=\"ordinary\"}")
        .contains("jvirtd_rpc_queue_wait_seconds_bucket{priority=\"high\",le=\"0.001\"}");
    assertThat(scrape.lines().filter(line -> line.contains("procedure=\"authList\"")))
        .filteredOn(line -> line.contains("_bucket{outcome=\"ok\""))
        .hasSize(8);
  }

  @Test
  void everyMeterHasHelp() throws Exception {
    String scrape = actuator.get("prometheus");
    List<String> types = scrape.lines().filter(line -> line.startsWith("# TYPE jvirtd_")).toList();
    assertThat(types).hasSizeGreaterThan(40);
    assertThat(types)
        .allSatisfy(type ->
            assertThat(scrape).containsPattern("# HELP " + type.split(" ", -1)[2] + " [A-Z].{8,}"));
  }

  @Test
  void eventLoopTellsWhatItHoldsAndHowBusyItIs() throws Exception {
    RawClient client = connect();
    client.call(RawClient.REMOTE, RawClient.AUTH_LIST);

    String answer = actuator.get("eventloop");

    // Four listeners, the admin server's among them, and the client.
    assertThat(integer(answer, "$.handles")).isEqualTo(5);
    assertThat(integer(answer, "$.timeouts")).isPositive();
    assertThat(integer(answer, "$.iterations")).isPositive();
    assertThat(integer(answer, "$.callbacks.handle")).isPositive();
    assertThat(decimal(answer, "$.load")).isBetween(0.0, 1.0);
    assertThat(decimal(answer, "$.loadSinceStart")).isBetween(0.0, 1.0);
    assertThat(decimal(answer, "$.busySeconds")).isPositive();
    await().until(() -> actuator.meter("jvirtd_eventloop_handles") == 5);
    assertThat(actuator.meter("jvirtd_eventloop_busy_seconds_total")).isPositive();
  }

  @Test
  void aCallbackThatHoldsTheLoopEndsLivenessAndIsNamed() throws Exception {
    await().until(() -> actuator.status("health/liveness") == 200);
    CountDownLatch release = new CountDownLatch(1);
    loop.addTimeout(
        "a driver that blocks",
        0,
        timer -> {
          loop.removeTimeout(timer);
          awaitUninterruptibly(release);
        },
        () -> {});
    try {
      await().until(() -> actuator.status("health/liveness") == 503);
      String liveness = actuator.get("health/liveness");
      assertThat(text(liveness, "$.components.eventloop.details.callback"))
          .isEqualTo("a driver that blocks");
      String answer = actuator.get("eventloop");
      assertThat(text(answer, "$.running.name")).isEqualTo("a driver that blocks");
      assertThat(decimal(answer, "$.running.seconds")).isGreaterThan(0.5);
      await().until(() -> actuator.meter("jvirtd_eventloop_running_seconds") > 0.5);
    } finally {
      release.countDown();
    }
    await().until(() -> actuator.status("health/liveness") == 200);
    await()
        .until(() ->
            list(actuator.get("eventloop"), "$.slowest[*].name").contains("a driver that blocks"));
  }

  @Test
  void atTheLimitOfClientsItIsLiveButNotReady() throws Exception {
    await().until(() -> actuator.status("health/readiness") == 200);
    double pauses =
        actuator.meter("jvirtd_clients_accept_pauses_total{limit=\"max\",server=\"libvirtd\"}");
    for (int i = 0; i < 3; i++) {
      connect().call(RawClient.REMOTE, RawClient.AUTH_LIST);
    }
    assertThat(actuator.status("health/readiness")).isEqualTo(503);
    assertThat(text(actuator.get("health/readiness"), "$.components.accepting.details.accepting"))
        .isEqualTo("AT_LIMIT");
    assertThat(actuator.status("health/liveness")).isEqualTo(200);
    assertThat(text(actuator.get("clients"), "$.accepting")).isEqualTo("AT_LIMIT");
    assertThat(actuator.meter("jvirtd_clients_accepting{server=\"libvirtd\"}")).isZero();
    await()
        .until(() ->
            actuator.meter("jvirtd_clients_accept_pauses_total{limit=\"max\",server=\"libvirtd\"}")
                == pauses + 1);

    clients.getFirst().close();
    await().until(() -> actuator.status("health/readiness") == 200);
  }

  // ---- What the tests are made of ----

  private RawClient connect() throws IOException {
    return connect(daemon.tcpAddress().orElseThrow());
  }

  private RawClient connect(SocketAddress address) throws IOException {
    RawClient client = new RawClient(address);
    clients.add(client);
    return client;
  }

  private long onlyClientId() throws Exception {
    String answer = actuator.get("clients");
    assertThat(list(answer, "$.clients")).hasSize(1);
    return integer(answer, "$.clients[0].id");
  }

  private double calls(String program, String procedure, String outcome) throws Exception {
    return actuator.meter(
        "jvirtd_rpc_calls_seconds_count{outcome=\"%s\",procedure=\"%s\",program=\"%s\"}"
            .formatted(outcome, procedure, program));
  }

  private static Object value(String json, String path) {
    return JsonPath.read(json, path);
  }

  private static String text(String json, String path) {
    return (String) value(json, path);
  }

  private static int integer(String json, String path) {
    return (Integer) value(json, path);
  }

  private static double decimal(String json, String path) {
    return ((Number) value(json, path)).doubleValue();
  }

  private static boolean flag(String json, String path) {
    return (Boolean) value(json, path);
  }

  private static List<?> list(String json, String path) {
    return (List<?>) value(json, path);
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
