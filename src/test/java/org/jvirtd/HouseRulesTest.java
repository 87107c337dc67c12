package org.jvirtd;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The house keeps its rules, and each rule finds who breaks it. */
class HouseRulesTest {

  /**
   * The folder that the application comes from, so that no test and no benchmark is among them; nor
   * what Spring has prepared there at the last packaging, which has two underscores or dollars.
   */
  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(location ->
              location.contains("/org/jvirtd/")
                  && !location.contains("__")
                  && !location.contains("$$"))
          .importUrl(JvirtdApplication.class.getProtectionDomain().getCodeSource().getLocation());

  @TempDir private static Path folder;

  record Named(String name, ArchRule rule) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Named> rules() {
    return Arrays.stream(HouseRules.class.getDeclaredFields())
        .filter(field -> field.getType() == ArchRule.class)
        .map(field -> new Named(field.getName(), rule(field)));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theHouseKeepsTheRule(Named rule) {
    rule.rule().check(HOUSE);
  }

  /** A rule, and classes that break it: a package, and what follows in the file. */
  static Stream<Arguments> offenders() {
    return Stream.of(
        offender("EVENT_KNOWS_THE_JDK", "event", "class A { org.jvirtd.xdr.XdrReader r; }"),
        offender("EVENT_KNOWS_THE_JDK", "event", "class A { org.slf4j.Logger l; }"),
        offender("XDR_KNOWS_THE_JDK", "xdr", "class A { org.jvirtd.event.EventLoop l; }"),
        offender(
            "WORKER_KNOWS_SPRINGS_EXECUTOR", "worker", "class A { org.jvirtd.event.EventLoop l; }"),
        offender(
            "WORKER_KNOWS_SPRINGS_EXECUTOR",
            "worker",
            "class A { org.springframework.context.ApplicationContext c; }"),
        offender(
            "RPC_KNOWS_THE_GROUND_FLOOR", "rpc", "class A { org.jvirtd.protocol.ErrorCode c; }"),
        offender(
            "PROTOCOL_KNOWS_XDR_AND_RPC", "protocol", "class A { org.jvirtd.event.EventLoop l; }"),
        offender(
            "DRIVER_KNOWS_THE_PROTOCOL", "driver.test", "class A { org.jvirtd.rpc.Server s; }"),
        offender("DRIVER_KNOWS_THE_PROTOCOL", "driver", "class A { org.jvirtd.worker.Job j; }"),
        offender(
            "CLIENT_DAEMON_AND_OBSERVE_ARE_NEIGHBOURS",
            "observe",
            "class A { org.jvirtd.daemon.Daemon d; }"),
        offender("NOBODY_KNOWS_THE_ROOF", "daemon", "class A { org.jvirtd.JvirtdApplication a; }"),
        offender(
            "NOBODY_KNOWS_THE_ROOF",
            "observe",
            "class A { org.jvirtd.config.JvirtdProperties p; }"),
        Arguments.of(
            "ROOMS_HAVE_NO_CYCLES",
            List.of(
                "package org.jvirtd.event; public class A { org.jvirtd.rpc.B b; }",
                "package org.jvirtd.rpc; public class B { org.jvirtd.event.A a; }")),
        offender(
            "SPRING_STAYS_IN_ITS_ROOMS",
            "daemon",
            "class A { org.springframework.context.ApplicationContext c; }"),
        offender(
            "SPRING_STAYS_IN_ITS_ROOMS",
            "rpc",
            "class A { io.micrometer.core.instrument.Timer t; }"),
        offender("NAMES_SAY_SOMETHING", "rpc.util", "class A {}"),
        offender("NAMES_SAY_SOMETHING", "rpc", "class ServerManager {}"),
        offender("NAMES_SAY_SOMETHING", "rpc", "class ServerImpl {}"),
        offender("NOTHING_IS_PRINTED", "rpc", "class A { { System.out.println(); } }"),
        offender("NOTHING_IS_PRINTED", "rpc", "class A { { new Exception().printStackTrace(); } }"),
        offender(
            "NOBODY_SLEEPS", "rpc", "class A { void a() throws Exception { Thread.sleep(1); } }"),
        offender(
            "NOBODY_SLEEPS",
            "rpc",
            "class A { void a() throws Exception { Thread.sleep(java.time.Duration.ZERO); } }"),
        offender(
            "NOBODY_SLEEPS",
            "rpc",
            "class A { void a() throws Exception {"
                + " java.util.concurrent.TimeUnit.DAYS.sleep(1); } }"),
        offender(
            "NO_FIELD_IS_INJECTED",
            "config",
            "class A { @org.springframework.beans.factory.annotation.Autowired Object o; }"),
        offender(
            "NO_FIELD_IS_INJECTED",
            "config",
            "class A { @org.springframework.beans.factory.annotation.Value(\"a\") String s; }"));
  }

  private static Arguments offender(String rule, String room, String type) {
    return Arguments.of(rule, List.of("package org.jvirtd." + room + "; " + type));
  }

  @ParameterizedTest
  @MethodSource("offenders")
  void theRuleFindsWhoBreaksIt(String rule, List<String> sources) throws IOException {
    assertThat(named(rule).evaluate(compile(sources)).hasViolation()).isTrue();
  }

  @Test
  void everyRuleHasAnOffender() {
    List<String> tried = offenders().map(arguments -> (String) arguments.get()[0]).toList();
    assertThat(rules().map(Named::name)).allSatisfy(name -> assertThat(tried).contains(name));
  }

  private static ArchRule named(String name) {
    return rules().filter(rule -> rule.name().equals(name)).findFirst().orElseThrow().rule();
  }

  private static ArchRule rule(Field field) {
    try {
      return (ArchRule) field.get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private static JavaClasses compile(List<String> sources) throws IOException {
    Path work = Files.createTempDirectory(folder, "offender");
    List<Path> written = new ArrayList<>();
    for (String source : sources) {
      Path file = work.resolve(source.contains("class B ") ? "B.java" : "A.java");
      written.add(Files.writeString(file, source));
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter errors = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  errors,
                  files,
                  null,
                  List.of("-proc:none", "-d", work.toString()),
                  null,
                  files.getJavaFileObjectsFromPaths(written))
              .call();
      assertThat(compiled).as(errors.toString()).isTrue();
    }
    return new ClassFileImporter().importPath(work);
  }
}
