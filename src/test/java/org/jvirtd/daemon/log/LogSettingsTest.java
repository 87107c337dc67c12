package org.jvirtd.daemon.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.LibvirtException;

class LogSettingsTest {
  @TempDir private Path folder;

  private final LoggerContext context = new LoggerContext();
  private final ListAppender<ILoggingEvent> console = new ListAppender<>();
  private LogSettings settings;

  @BeforeEach
  void begin() {
    context.setMDCAdapter(new LogbackMDCAdapter());
    console.setContext(context);
    console.start();
    root().addAppender(console);
    root().setLevel(Level.INFO);
    settings =
        new LogSettings(
            context, new LogSink.Places(folder.resolve("log"), folder.resolve("journal")));
  }

  @AfterEach
  void end() {
    settings.close();
    context.stop();
  }

  private Logger root() {
    return context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  private Logger logger(String name) {
    return context.getLogger(name);
  }

  @Test
  void theFirstFilterThatMatchesDecidesForLoggersOfTheDaemonThatAreMadeBeforeAndAfter() {
    Logger before = logger("org.jvirtd.rpc.Connection");
    settings.setFilters("1:rpc.C 4:rpc");
    assertThat(before.isDebugEnabled()).isTrue();
    assertThat(logger("org.jvirtd.rpc.Call").isDebugEnabled()).isTrue();
    assertThat(logger("org.jvirtd.rpc.Server").isWarnEnabled()).isFalse();
    assertThat(logger("org.jvirtd.rpc.Server").isErrorEnabled()).isTrue();
    assertThat(logger("org.jvirtd.event.Handles").isDebugEnabled()).isFalse();
    assertThat(logger("org.jvirtd.event.Handles").isInfoEnabled()).isTrue();
    assertThat(logger("org.springframework.rpc.Client").isDebugEnabled()).isFalse();

    settings.setFilters(null);
    assertThat(before.isDebugEnabled()).isFalse();
    assertThat(logger("org.jvirtd.rpc.Server").isWarnEnabled()).isTrue();
    assertThat(context.getTurboFilterList()).isEmpty();
  }

  @Test
  void aWrongFilterChangesNothing() {
    settings.setFilters("1:rpc");
    assertThatThrownBy(() -> settings.setFilters("1:event 9:x"))
        .isInstanceOf(LibvirtException.class);
    assertThat(settings.filters()).isEqualTo(new LogSettings.Listed("1:*rpc* ", 1));
  }

  @Test
  void outputsTakeTheConsolesPlaceUntilThereAreNone() throws IOException {
    Path all = folder.resolve("all");
    Path errors = folder.resolve("errors");
    settings.setOutputs("1:file:%s 4:file:%s".formatted(all, errors));
    logger("org.jvirtd.rpc.Server").info("up");
    logger("org.jvirtd.rpc.Server").error("down", new IllegalStateException("why"));
    assertThat(console.list).isEmpty();

    settings.setOutputs("");
    logger("org.jvirtd.rpc.Server").info("console again");
    assertThat(console.list).extracting(ILoggingEvent::getMessage).containsExactly("console again");
    String time = "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\+0000: ";
    String thread = java.util.regex.Pattern.quote(Thread.currentThread().getName());
    assertThat(Files.readString(all))
        .containsPattern("(?m)^" + time + thread + ": info : rpc.Server : up$")
        .containsPattern("(?m)^" + time + thread + ": error : rpc.Server : down$")
        .contains("IllegalStateException: why");
    assertThat(Files.readString(errors)).contains(" : down").doesNotContain(" : up");
  }

  @Test
  void anOutputThatCannotBeOpenedChangesNothing() {
    Path file = folder.resolve("file");
    settings.setOutputs("2:file:" + file);
    for (String wrong :
        new String[] {
          "1:stderr 1:file:" + folder.resolve("no/such"),
          "1:file:" + folder,
          "1:syslog:jvirtd",
          "1:journald"
        }) {
      assertThatThrownBy(() -> settings.setOutputs(wrong))
          .isInstanceOfSatisfying(
              LibvirtException.class,
              e -> assertThat(e.error().code()).isEqualTo(ErrorCode.SYSTEM_ERROR.number()))
          .hasMessageStartingWith("failed to open " + folder);
    }
    assertThat(settings.outputs()).isEqualTo(new LogSettings.Listed("2:file:" + file, 1));
  }

  @Test
  void theConsoleOfTheApplicationIsShownAsTheStandardError() {
    assertThat(settings.outputs()).isEqualTo(new LogSettings.Listed("", 0));
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    root().addAppender(appender);
    assertThat(settings.outputs()).isEqualTo(new LogSettings.Listed("2:stderr", 1));
  }

  @Test
  void syslogAndJournalAreSpokenToInTheirOwnForms() throws Exception {
    try (var syslog = DatagramReceiver.bind(folder.resolve("log"));
        var journal = DatagramReceiver.bind(folder.resolve("journal"))) {
      settings.setOutputs("3:syslog:tag 2:journald");
      logger("org.jvirtd.rpc.Server").info("first");
      logger("org.jvirtd.rpc.Server").warn("two\nlines");
      assertThat(journal.receive()).contains("MESSAGE").endsWith("first\n").contains("rpc.Server");
      byte[] second = journal.receive().getBytes(StandardCharsets.ISO_8859_1);
      assertThat(new String(second, StandardCharsets.ISO_8859_1))
          .startsWith("PRIORITY\n\u0001\0\0\0\0\0\0\0004\n")
          .endsWith("MESSAGE\n\u0009\0\0\0\0\0\0\0two\nlines\n");
      // Facility daemon, severity warning: 3 * 8 + 4.
      assertThat(syslog.receive())
          .matches(
              "(?s)<28>[A-Z][a-z]{2} [ 1-3][0-9] \\d\\d:\\d\\d:\\d\\d tag\\[%d\\]: .*: warning : rpc\\.Server : two\nlines"
                  .formatted(ProcessHandle.current().pid()));
    }
  }

  @Test
  void whatFindsTheQueueFullIsLostAndTold() throws Exception {
    LongAdder lost = new LongAdder();
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch writing = new CountDownLatch(1);
    var lines = new java.util.concurrent.LinkedBlockingQueue<String>();
    LogSink slow =
        new LogSink() {
          @Override
          public void write(ILoggingEvent event) throws IOException {
            writing.countDown();
            try {
              held.await();
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
            lines.add(event.getFormattedMessage());
          }

          @Override
          public void close() {}
        };
    LogQueue queue =
        new LogQueue(java.util.List.of(new LogQueue.Target(LogPriority.INFO, slow)), lost, 2);
    queue.setContext(context);
    queue.start();
    root().addAppender(queue);
    Logger logger = logger("org.jvirtd.rpc.Server");
    logger.info("0");
    assertThat(writing.await(10, TimeUnit.SECONDS)).isTrue();
    for (int i = 1; i <= 5; i++) {
      logger.info("{}", i);
    }
    assertThat(lost.sum()).isEqualTo(3);
    held.countDown();
    for (String expected : new String[] {"0", "1", "2", "3 log messages were lost"}) {
      assertThat(lines.poll(10, TimeUnit.SECONDS)).isEqualTo(expected);
    }
    queue.stop();
  }
}
