package org.jvirtd.compat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvirtd.JvirtdApplication;
import org.jvirtd.daemon.Daemon;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.DefaultResourceLoader;

/**
 * What docs/extending.md shows is compiled as it stands there, started as it says, and called over
 * the wire.
 */
class TheExtendingDocumentIsTrueIT {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final int GREETER = 0x20004242;
  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern PACKAGE = Pattern.compile("package (\\w+);");
  private static final Pattern TYPE = Pattern.compile("@AutoConfiguration\npublic class (\\w+)");

  /** A block of the document. */
  private static final class Source extends SimpleJavaFileObject {
    final String name;
    private final String text;

    Source(String text) {
      super(
          URI.create("document:///" + first(PACKAGE, text) + "/" + first(TYPE, text) + ".java"),
          Kind.SOURCE);
      this.name = first(PACKAGE, text) + "." + first(TYPE, text);
      this.text = text;
    }

    private static String first(Pattern pattern, String text) {
      Matcher matcher = pattern.matcher(text);
      assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
      return matcher.group(1);
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  @TempDir private static Path folder;
  private static @Nullable ConfigurableApplicationContext application;
  private static int port;

  @BeforeAll
  static void theDaemonStartsWithWhatTheDocumentShows() throws IOException {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    List<Source> sources = sources();
    assertThat(sources)
        .extracting(s -> s.name)
        .containsExactly("greeter.Greeter", "shelf.ShelfDriver");
    compile(sources, classes);
    Path imports =
        classes.resolve(
            "META-INF/spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports");
    Files.createDirectories(imports.getParent());
    Files.write(imports, sources.stream().map(source -> source.name).toList());
    URLClassLoader loader =
        new URLClassLoader(
            new URL[] {classes.toUri().toURL()}, JvirtdApplication.class.getClassLoader());
    SpringApplication spring =
        new SpringApplication(new DefaultResourceLoader(loader), JvirtdApplication.class);
    ConfigurableApplicationContext started =
        spring.run(
            "--server.port=0",
            "--jvirtd.listen.tcp.port=0",
            "--jvirtd.listen.unix.directory=" + folder.resolve("sockets"));
    application = started;
    port = started.getBean(Daemon.class).tcpAddress().orElseThrow().getPort();
  }

  @AfterAll
  static void end() {
    if (application != null) {
      application.close();
    }
  }

  private static List<Source> sources() throws IOException {
    List<Source> sources = new ArrayList<>();
    Matcher blocks = BLOCK.matcher(Files.readString(Path.of("docs", "extending.md")));
    while (blocks.find()) {
      sources.add(new Source(blocks.group(1)));
    }
    return sources;
  }

  private static void compile(List<Source> sources, Path into) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter errors = new StringWriter();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      List<? extends JavaFileObject> units = sources;
      boolean compiled =
          compiler
              .getTask(
                  errors,
                  files,
                  null,
                  List.of("-proc:none", "-parameters", "-d", into.toString()),
                  null,
                  units)
              .call();
      assertThat(compiled).as(errors.toString()).isTrue();
    }
  }

  @Test
  void theProgramAnswers() {
    try (RawClient client = RawClient.connect(port)) {
      RawFrame call = new RawFrame(GREETER, 1, 1, RawFrame.CALL, 1, RawFrame.OK).string("Anna");
      assertThat(client.converse(call))
          .isInstanceOfSatisfying(
              RawClient.Frame.class,
              reply -> {
                assertThat(reply.ok()).isTrue();
                byte[] text = new byte[reply.payload().getInt()];
                reply.payload().get(text);
                assertThat(new String(text, StandardCharsets.UTF_8)).isEqualTo("Hello, Anna");
              });
    }
  }

  @Test
  void theDriverAnswersAnyClient() {
    try (RawClient client = RawClient.connect(port)) {
      client.authenticate().open("shelf:///");
      RawFrame lookup = RawFrame.call(RawFrame.DOMAIN_LOOKUP_BY_NAME, client.nextSerial());
      assertThat(client.converse(lookup.string("box")))
          .isInstanceOfSatisfying(RawClient.Frame.class, reply -> assertThat(reply.ok()).isTrue());
      lookup = RawFrame.call(RawFrame.DOMAIN_LOOKUP_BY_NAME, client.nextSerial());
      assertThat(client.converse(lookup.string("bag")))
          .isInstanceOfSatisfying(
              RawClient.Frame.class,
              reply -> assertThat(reply.errorMessage()).isEqualTo("Domain not found: bag"));
    }
  }

  @Test
  @NeedsPeer(Peer.VIRSH)
  void virshUsesTheDriver() {
    assertThat(virsh("list --all").out()).containsPattern("- +box +shut off");
    assertThat(virsh("start box").out()).contains("Domain 'box' started");
    assertThat(virsh("list").out()).containsPattern("1 +box +running");
    assertThat(virsh("destroy box").err())
        .contains("this function is not supported by the connection driver: virDomainDestroy");
  }

  private static Command.Outcome virsh(String... commands) {
    List<String> argv =
        new ArrayList<>(List.of(Peer.VIRSH.path(), "-c", "shelf+tcp://127.0.0.1:" + port + "/"));
    argv.addAll(List.of(commands));
    return Command.run(LIMIT, argv);
  }
}
