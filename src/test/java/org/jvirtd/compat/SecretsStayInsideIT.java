package org.jvirtd.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvirtd.rpc.sasl.UserFile;

/**
 * Somebody uses the daemon with secrets of every kind; then every endpoint that reads and the whole
 * log, as talkative as it can be, are searched for them.
 */
@NeedsPeer({Peer.VIRSH, Peer.SASL_SCRAM})
class SecretsStayInsideIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  // Words that are nowhere else, so that finding one means that it has leaked.
  private static final String PASSWORD = "hush-login-word";
  private static final String WRONG_PASSWORD = "hush-wrong-word";
  private static final String LOGIN = "anna:" + PASSWORD;
  private static final String XML = "hush-xml-word";
  private static final String ADDRESS = "hush-uri-word";
  private static final String TOKEN = "hush-token-word";

  @TempDir private Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private int httpPort;

  @Test
  void noEndpointAndNoLineOfTheLogHasThem() throws Exception {
    Path log = folder.resolve("log");
    Path users = folder.resolve("users");
    new UserFile(users).put("anna", PASSWORD.toCharArray());
    try (Jvirtd daemon =
        Jvirtd.start(
            "jvirtd.listen.unix.auth=sasl",
            "jvirtd.sasl.users=" + users,
            "jvirtd.sasl.failure-delay=0s",
            "jvirtd.http.users=" + users,
            "jvirtd.http.operators=anna",
            "jvirtd.http.failure-delay=0s",
            // Nobody listens there; the token would go with each attempt.
            "jvirtd.tracing.endpoint=http://127.0.0.1:9/v1/traces",
            "jvirtd.tracing.headers.authorization=Bearer " + TOKEN,
            "jvirtd.log.filters=1:*",
            "jvirtd.log.outputs=1:file:" + log,
            "management.endpoints.web.exposure.include=*")) {
      httpPort =
          daemon.context().getEnvironment().getRequiredProperty("local.server.port", Integer.class);
      useWithSecrets(daemon);
      Map<String, String> answers;
      Process stays = Command.start(argv(daemon, PASSWORD, "event --all --loop"));
      try {
        await()
            .atMost(PATIENCE)
            .until(() -> ask("GET", "clients", LOGIN, "").contains("\"saslUser\":\"anna\""));
        answers = readEverything();
      } finally {
        stays.destroyForcibly().waitFor();
      }

      assertThat(answers).hasSizeGreaterThan(15).containsKeys("env", "clients", "calls", "logging");
      answers.forEach((name, answer) -> assertThat(answer).as(name).doesNotContain("hush-"));
      // The answers are those of a daemon that is used.
      assertThat(answers.get("clients")).contains("\"saslUser\":\"anna\"");
    }
    assertThat(Files.readString(log))
        .contains("anna has logged in", "HTTP login of 'anna'", "HTTP operator anna")
        .doesNotContain("hush-");
    assertThat(Files.readString(users)).doesNotContain("hush-");
  }

  private void useWithSecrets(Jvirtd daemon) throws Exception {
    define(daemon, domain("<graphics type='vnc' port='-1' passwd='%s'/>".formatted(XML)));
    define(daemon, domain("<graphics type='vnc' passwd='%s' port='no number'/>".formatted(XML)));
    define(daemon, "<domain><" + XML);
    virsh(daemon, WRONG_PASSWORD, "list");
    virsh(daemon, PASSWORD, "dumpxml --security-info guest");
    for (String uri :
        List.of(
            "test:///default?password=" + ADDRESS,
            "test://anna:" + ADDRESS + "@host/default",
            "nosuch://" + ADDRESS + "/",
            "test:///" + ADDRESS,
            ADDRESS + " is no URI")) {
      try (RawClient client = RawClient.connect(daemon.tcpPort()).authenticate()) {
        client.converse(RawFrame.open(uri, client.nextSerial()));
      }
    }
    ask("GET", "clients", "anna:" + WRONG_PASSWORD, "");
    ask("GET", "clients?password=" + ADDRESS, LOGIN, "");
    ask("POST", "workers", LOGIN, "{\"max\": 21}");
  }

  private Map<String, String> readEverything() throws Exception {
    Map<String, String> answers = new TreeMap<>();
    String index = ask("GET", "", LOGIN, "");
    Map<String, Object> links = JsonPath.read(index, "$._links");
    for (String name : links.keySet()) {
      boolean template = JsonPath.read(index, "$._links['%s'].templated".formatted(name));
      if (!template) {
        String href = JsonPath.read(index, "$._links['%s'].href".formatted(name));
        answers.put(name, send("GET", URI.create(href), LOGIN, ""));
      }
    }
    return answers;
  }

  private static String domain(String device) {
    return """
    <domain type='test'>
      <name>guest</name><description>%s</description>
      <memory>1024</memory><os><type>hvm</type></os>
      <devices>%s</devices>
    </domain>
    """
        .formatted(XML, device);
  }

  private void define(Jvirtd daemon, String xml) throws IOException {
    Path file = Files.writeString(Files.createTempFile(folder, "guest", ".xml"), xml);
    virsh(daemon, PASSWORD, "define " + file);
  }

  private Command.Outcome virsh(Jvirtd daemon, String password, String command) throws IOException {
    return Command.run(PATIENCE, argv(daemon, password, command));
  }

  private List<String> argv(Jvirtd daemon, String password, String command) throws IOException {
    Path auth =
        Files.writeString(
            Files.createTempFile(folder, "auth", ".conf"),
            """
            [credentials-mine]
            authname=anna
            password=%s
            [auth-libvirt-default]
            credentials=mine
            """
                .formatted(password));
    String uri =
        "test+unix:///default?socket=%s&authfile=%s"
            .formatted(daemon.unixDirectory().resolve("libvirt-sock"), auth);
    return new ArrayList<>(List.of(Peer.VIRSH.path(), "-c", uri, command));
  }

  private String ask(String method, String path, String login, String body)
      throws IOException, InterruptedException {
    return send(
        method, URI.create("http://127.0.0.1:" + httpPort + "/actuator/" + path), login, body);
  }

  private String send(String method, URI uri, String login, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(uri.toString().replaceAll("/$", "")))
            .header("Content-Type", "application/json")
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}
