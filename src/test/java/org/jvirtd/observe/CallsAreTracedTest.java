package org.jvirtd.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.jvirtd.JvirtdApplication;
import org.jvirtd.daemon.Daemon;
import org.jvirtd.rpc.Program;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** With a collector named, each call becomes a trace; the collector is a real one over HTTP. */
@SpringBootTest(
    classes = {JvirtdApplication.class, CallsAreTracedTest.WithADiary.class},
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "jvirtd.listen.tcp.port=0",
      "jvirtd.workers.min=1",
      "jvirtd.workers.max=1",
      "jvirtd.tracing.headers.authorization=Bearer of-a-token"
    })
@DirtiesContext // it would go on exporting to a collector that is gone
class CallsAreTracedTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String SECRET = "hunter2";
  private static final long SERVER = 2;
  private static final long STATUS_ERROR = 2;

  private static final Collector COLLECTOR = collector();

  @TestConfiguration(proxyBeanMethods = false)
  static class WithADiary {
    @Bean
    DiaryProgram.Keeper keeper() {
      return new DiaryProgram.Keeper();
    }

    @Bean
    Program diary(DiaryProgram.Keeper keeper) {
      return Program.of(DiaryProgram.class, keeper);
    }
  }

  @DynamicPropertySource
  static void world(DynamicPropertyRegistry registry) throws IOException {
    registry.add("jvirtd.tracing.endpoint", () -> COLLECTOR.endpoint());
    Path folder = Files.createTempDirectory("jvirtd");
    folder.toFile().deleteOnExit();
    registry.add("jvirtd.listen.unix.directory", () -> folder);
  }

  private static Collector collector() {
    try {
      return new Collector();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterAll
  static void end() {
    COLLECTOR.close();
  }

  private final Daemon daemon;
  private final DiaryProgram.Keeper keeper;
  private final MeterRegistry meters;

  @Autowired
  CallsAreTracedTest(Daemon daemon, DiaryProgram.Keeper keeper, MeterRegistry meters) {
    this.daemon = daemon;
    this.keeper = keeper;
    this.meters = meters;
  }

  @Test
  void aCallIsASpanWithItsQueueAndItsRunBelow() throws Exception {
    Instant before = Instant.now().minusSeconds(1);
    try (RawClient client = connect()) {
      client.call(DiaryProgram.NUMBER, DiaryProgram.WRITE);
      long id = onlyClient();

      Collector.Span call = span("diary/write", id);

      assertThat(call.kind).isEqualTo(SERVER);
      assertThat(call.parent).isEmpty();
      assertThat(call.status).isZero();
      assertThat(call.attributes)
          .containsEntry("rpc.system", "libvirt")
          .containsEntry("rpc.service", "DiaryProgram")
          .containsEntry("rpc.method", "write")
          .containsEntry("network.transport", "tcp")
          .containsEntry("client.address", "127.0.0.1")
          .containsEntry("client.port", (long) port(client))
          .containsEntry("jvirtd.client", id)
          .containsEntry("jvirtd.serial", 1L)
          .containsEntry("jvirtd.priority", false)
          .containsKeys("jvirtd.queue.seconds", "jvirtd.run.seconds");
      assertThat(instant(call.start)).isBetween(before, Instant.now());
      Collector.Span queue = below(call, "queue");
      Collector.Span run = below(call, "run");
      assertThat(queue.start).isEqualTo(call.start);
      assertThat(run.start).isEqualTo(queue.end).isGreaterThanOrEqualTo(call.start);
      assertThat(run.end).isEqualTo(call.end).isGreaterThan(run.start);
      assertThat(keeper.traceSeen()).isEqualTo(call.traceId);
    }
    assertThat(COLLECTOR.resource()).containsEntry("service.name", "jvirtd");
    assertThat(COLLECTOR.tokens()).containsOnly("Bearer of-a-token");
    await()
        .atMost(PATIENCE)
        .until(() -> meters.get("jvirtd.tracing.spans.exported").functionCounter().count() >= 3);
  }

  @Test
  void theTimeInTheQueueIsThatOfTheQueue() throws Exception {
    try (RawClient holder = connect();
        RawClient waiter = connect()) {
      holder.send(DiaryProgram.NUMBER, DiaryProgram.HOLD);
      await().atMost(PATIENCE).until(() -> daemon.workers().stats().busy() == 1);
      waiter.send(DiaryProgram.NUMBER, DiaryProgram.HOLD);
      // The only worker is held: this is how long the second call waits at least.
      await()
          .atMost(PATIENCE)
          .until(() ->
              daemon.workers().stats().oldestWaitNanos() > TimeUnit.MILLISECONDS.toNanos(200));
      keeper.release();
      keeper.release();
      holder.readReply();
      waiter.readReply();
      await().atMost(PATIENCE).until(() -> named("diary/hold").size() == 2);
      assertThat(named("diary/hold"))
          .anySatisfy(call -> assertThat(call.number("jvirtd.queue.seconds")).isGreaterThan(0.2));
      for (Collector.Span call : named("diary/hold")) {
        Collector.Span queue = below(call, "queue");
        double seconds = call.number("jvirtd.queue.seconds");
        assertThat((queue.end - queue.start) / 1e9).isCloseTo(seconds, within());
        double ran = call.number("jvirtd.run.seconds");
        assertThat((call.end - queue.end) / 1e9).isCloseTo(ran, within());
      }
    }
  }

  @Test
  void anErrorIsItsCodeAndNeverItsTextOrTheArguments() throws Exception {
    try (RawClient client = connect()) {
      client.call(DiaryProgram.NUMBER, DiaryProgram.FAIL, xdr(SECRET));
      client.call(0x12345678, 99);

      long id = onlyClient();
      Collector.Span failed = span("diary/fail", id);
      assertThat(failed.status).isEqualTo(STATUS_ERROR);
      assertThat(failed.statusText).isEqualTo("NO_DOMAIN");
      assertThat(failed.attributes)
          .containsEntry("error.type", "NO_DOMAIN")
          .containsEntry("jvirtd.error.code", 42L);
      assertThat(span("unknown/unknown", id).attributes)
          .containsEntry("rpc.service", Integer.toString(0x12345678))
          .containsEntry("rpc.method", "99")
          .containsEntry("error.type", "RPC");
    }
    assertThat(COLLECTOR.text()).contains("NO_DOMAIN").doesNotContain(SECRET);
  }

  @Test
  void aLineOfTheLogLeadsToTheTraceOfItsCall() throws Exception {
    Logger logger = (Logger) LoggerFactory.getLogger(DiaryProgram.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    logger.addAppender(lines);
    try (RawClient client = connect()) {
      client.call(DiaryProgram.NUMBER, DiaryProgram.WRITE);
      long id = onlyClient();

      Map<String, String> fields = List.copyOf(lines.list).getLast().getMDCPropertyMap();
      assertThat(fields)
          .containsEntry("call", "libvirtd/" + id + "/1")
          .containsEntry("client", Long.toString(id))
          .containsEntry("serial", "1")
          .containsEntry("program", "DiaryProgram")
          .containsEntry("procedure", "write")
          .containsEntry("traceId", keeper.traceSeen());
      await()
          .atMost(PATIENCE)
          .until(() ->
              COLLECTOR.spans().stream()
                  .anyMatch(span -> span.spanId.equals(fields.get("spanId"))));
    } finally {
      logger.detachAppender(lines);
    }
  }

  private RawClient connect() throws IOException {
    await().atMost(PATIENCE).until(() -> daemon.server().connectionCount() <= 1);
    return new RawClient(daemon.tcpAddress().orElseThrow());
  }

  private long onlyClient() {
    return daemon.server().connections().stream().mapToLong(c -> c.id()).max().orElseThrow();
  }

  /** The call of this name, once it and its parts have come. */
  private static Collector.Span span(String name, long client) {
    await().atMost(PATIENCE).until(() -> !of(name, client).isEmpty());
    Collector.Span call = of(name, client).getFirst();
    below(call, "queue");
    below(call, "run");
    return call;
  }

  private static List<Collector.Span> of(String name, long client) {
    return named(name).stream().filter(span -> span.number("jvirtd.client") == client).toList();
  }

  private static List<Collector.Span> named(String name) {
    return COLLECTOR.spans().stream().filter(span -> span.name.equals(name)).toList();
  }

  private static Collector.Span below(Collector.Span call, String name) {
    await().atMost(PATIENCE).until(() -> children(call, name).size() == 1);
    Collector.Span child = children(call, name).getFirst();
    assertThat(child.traceId).isEqualTo(call.traceId);
    return child;
  }

  private static List<Collector.Span> children(Collector.Span call, String name) {
    return named(name).stream().filter(span -> span.parent.equals(call.spanId)).toList();
  }

  private static int port(RawClient client) throws IOException {
    return ((InetSocketAddress) client.localAddress()).getPort();
  }

  private static Instant instant(long nanos) {
    return Instant.ofEpochSecond(0, nanos);
  }

  private static Offset<Double> within() {
    return Offset.offset(0.001);
  }

  private static byte[] xdr(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(4 + (bytes.length + 3) / 4 * 4)
        .putInt(bytes.length)
        .put(bytes)
        .array();
  }
}
