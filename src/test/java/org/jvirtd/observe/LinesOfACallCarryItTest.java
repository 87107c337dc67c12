package org.jvirtd.observe;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvirtd.JvirtdApplication;
import org.jvirtd.daemon.Daemon;
import org.jvirtd.rpc.Program;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What is logged on a worker says of which call it is, in every format. */
@SpringBootTest(
    classes = {JvirtdApplication.class, LinesOfACallCarryItTest.WithADiary.class},
    properties = "jvirtd.listen.tcp.port=0")
class LinesOfACallCarryItTest {

  @TestConfiguration(proxyBeanMethods = false)
  static class WithADiary {
    @Bean
    Program diary() {
      return Program.of(DiaryProgram.class, new DiaryProgram.Keeper());
    }
  }

  @DynamicPropertySource
  static void world(DynamicPropertyRegistry registry) throws IOException {
    Path folder = Files.createTempDirectory("jvirtd");
    folder.toFile().deleteOnExit();
    registry.add("jvirtd.listen.unix.directory", () -> folder);
  }

  private final Daemon daemon;
  private final Environment environment;
  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();

  @Autowired
  LinesOfACallCarryItTest(Daemon daemon, Environment environment) {
    this.daemon = daemon;
    this.environment = environment;
  }

  @ParameterizedTest
  @CsvSource({"ecs,$.", "logstash,$.", "gelf,$._"})
  void asFieldsOfJson(String format, String prefix) throws IOException {
    Line line = lineOfACall();
    StructuredLogEncoder encoder = new StructuredLogEncoder();
    encoder.setContext(context);
    context.putObject(Environment.class.getName(), environment);
    encoder.setFormat(format);
    encoder.start();
    String json = new String(encoder.encode(line.event), StandardCharsets.UTF_8);

    assertThat((String) JsonPath.read(json, prefix + "call")).isEqualTo(line.call());
    assertThat((String) JsonPath.read(json, prefix + "procedure")).isEqualTo("write");
    assertThat((String) JsonPath.read(json, prefix + "client")).isEqualTo("" + line.client);
    assertThat((String) JsonPath.read(json, prefix + "serial")).isEqualTo("1");
  }

  @Test
  void afterTheThreadInPlainText() throws IOException {
    Line line = lineOfACall();
    assertThat(plain(line.event))
        .contains("[" + line.event.getThreadName() + " " + line.call() + " write]");
  }

  @Test
  void andALineOfNoCallHasNothingThere() throws IOException {
    List<ILoggingEvent> lines =
        logged(() -> {
          LoggerFactory.getLogger(DiaryProgram.class).info("nobody's");
        });
    assertThat(lines.getLast().getMDCPropertyMap()).doesNotContainKey("call");
    assertThat(plain(lines.getLast())).contains("[" + Thread.currentThread().getName() + "]");
  }

  @Test
  void whatOthersPutIntoTheContextStaysThere() throws IOException {
    MDC.put("colour", "blue");
    try {
      List<ILoggingEvent> lines =
          logged(() -> {
            LoggerFactory.getLogger(DiaryProgram.class).info("of some colour");
          });
      assertThat(lines.getLast().getMDCPropertyMap()).containsEntry("colour", "blue");
    } finally {
      MDC.remove("colour");
    }
  }

  private record Line(ILoggingEvent event, long client) {
    String call() {
      return "libvirtd/" + client + "/1";
    }
  }

  private interface Act {
    void run() throws IOException;
  }

  private Line lineOfACall() throws IOException {
    long[] client = new long[1];
    List<ILoggingEvent> lines =
        logged(() -> {
          try (RawClient caller = new RawClient(daemon.tcpAddress().orElseThrow())) {
            caller.call(DiaryProgram.NUMBER, DiaryProgram.WRITE);
            client[0] =
                daemon.server().connections().stream()
                    .mapToLong(connection -> connection.id())
                    .max()
                    .orElseThrow();
          }
        });
    return new Line(lines.getLast(), client[0]);
  }

  private static List<ILoggingEvent> logged(Act act) throws IOException {
    Logger logger = (Logger) LoggerFactory.getLogger(DiaryProgram.class);
    ListAppender<ILoggingEvent> lines =
        new ListAppender<>() {
          @Override
          protected void append(ILoggingEvent event) {
            // As an appender does that writes at once, or hands over to a thread that does.
            event.prepareForDeferredProcessing();
            super.append(event);
          }
        };
    lines.start();
    logger.addAppender(lines);
    try {
      act.run();
    } finally {
      logger.detachAppender(lines);
    }
    return List.copyOf(lines.list);
  }

  private String plain(ILoggingEvent event) {
    PatternLayout layout = new PatternLayout();
    layout.setContext(context);
    // Its last part is Spring Boot's own: how what was thrown is written.
    String pattern = environment.getRequiredProperty("logging.pattern.console");
    layout.setPattern(pattern.replace("%wEx", "%ex"));
    layout.start();
    return layout.doLayout(event);
  }
}
