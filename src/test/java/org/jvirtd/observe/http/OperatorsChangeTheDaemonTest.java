package org.jvirtd.observe.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvirtd.JvirtdApplication;
import org.jvirtd.daemon.Daemon;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** With operators named, these and nobody else change the daemon over HTTP. */
@SpringBootTest(
    classes = JvirtdApplication.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {"jvirtd.http.operators=" + Asking.OPERATOR, "jvirtd.http.failure-delay=0s"})
class OperatorsChangeTheDaemonTest {
  private final ApplicationContext application;
  private final Daemon daemon;
  private final Asking http;
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @Autowired
  OperatorsChangeTheDaemonTest(ApplicationContext application, Daemon daemon) {
    this.application = application;
    this.daemon = daemon;
    this.http =
        new Asking(
            application.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
  }

  @DynamicPropertySource
  static void world(DynamicPropertyRegistry registry) throws IOException {
    Path users = Asking.users(Asking.world(registry));
    registry.add("jvirtd.http.users", () -> users);
  }

  @BeforeEach
  void listenToTheLog() {
    log.start();
    ((Logger) LoggerFactory.getLogger("org.jvirtd")).addAppender(log);
  }

  @AfterEach
  void listenNoMore() {
    ((Logger) LoggerFactory.getLogger("org.jvirtd")).detachAppender(log);
  }

  @Test
  void nothingThatChangesSomethingIsReachedWithoutCredentialsOrByReaders() throws Exception {
    List<Mappings.Mapping> changing = Mappings.changing(application);
    assertThat(changing)
        .contains(
            new Mappings.Mapping("POST", "/actuator/workers"),
            new Mappings.Mapping("POST", "/actuator/clients"),
            new Mappings.Mapping("DELETE", "/actuator/clients/1"),
            new Mappings.Mapping("POST", "/actuator/logging"));
    for (Mappings.Mapping mapping : changing) {
      String body = mapping.method().equals("DELETE") ? "" : "{}";
      assertThat(http.send(http.request(mapping.method(), mapping.path(), body)).statusCode())
          .as("%s without credentials", mapping)
          .isEqualTo(401);
      assertThat(
              http.send(
                      Asking.as(
                          Asking.READER, http.request(mapping.method(), mapping.path(), body)))
                  .statusCode())
          .as("%s by a reader", mapping)
          .isEqualTo(403);
      assertThat(
              http.send(
                      Asking.as(
                          Asking.OPERATOR, http.request(mapping.method(), mapping.path(), body)))
                  .statusCode())
          .as("%s by an operator, who is let in", mapping)
          .isNotIn(401, 403);
    }
    for (String path : Mappings.anyMethod(application)) {
      for (String method : List.of("POST", "PUT", "PATCH", "DELETE")) {
        assertThat(http.send(http.request(method, path, "{}")).statusCode())
            .as("%s %s", method, path)
            .isEqualTo(401);
      }
    }
  }

  @Test
  void theWorkersAreResizedAndTheLogSaysByWhom() throws Exception {
    int max = daemon.workers().stats().limits().max() + 7;

    HttpResponse<String> answer = change("/actuator/workers", "{\"max\": %d}".formatted(max));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat((Integer) JsonPath.read(answer.body(), "$.maxWorkers")).isEqualTo(max);
    assertThat(daemon.workers().stats().limits().max()).isEqualTo(max);
    assertThat(logged())
        .contains("HTTP operator olga from 127.0.0.1: workers of libvirtd: max=" + max);
  }

  @Test
  void theAdminServersWorkersToo() throws Exception {
    int main = daemon.workers().stats().limits().max();
    assertThat(change("/actuator/workers", "{\"server\": \"admin\", \"max\": 9}").statusCode())
        .isEqualTo(200);
    assertThat(daemon.adminWorkers().stats().limits().max()).isEqualTo(9);
    assertThat(daemon.workers().stats().limits().max()).isEqualTo(main);
  }

  @Test
  void whatCannotBeIsRefusedInLibvirtsWordsAndChangesNothing() throws Exception {
    var before = daemon.workers().stats().limits();
    HttpResponse<String> refused = change("/actuator/workers", "{\"min\": 9, \"max\": 3}");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("minWorkers cannot be larger than maxWorkers");
    assertThat(change("/actuator/workers", "{\"min\": -1}").statusCode()).isEqualTo(400);
    assertThat(change("/actuator/workers", "{}").statusCode()).isEqualTo(400);
    assertThat(change("/actuator/workers", "{\"server\": \"x\", \"min\": 1}").statusCode())
        .isEqualTo(404);
    assertThat(change("/actuator/workers", "{\"min\": \"many\"}").statusCode()).isEqualTo(400);
    assertThat(change("/actuator/logging", "{\"filters\": \"9:rpc\"}").statusCode()).isEqualTo(400);
    assertThat(daemon.workers().stats().limits()).isEqualTo(before);
    assertThat(logged()).anyMatch(line -> line.contains("refused"));
  }

  @Test
  void theLimitsOfClientsAreChanged() throws Exception {
    HttpResponse<String> answer = change("/actuator/clients", "{\"max\": 77, \"maxAnonymous\": 7}");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(daemon.server().limits().max()).isEqualTo(77);
    assertThat(daemon.server().limits().maxAnonymous()).isEqualTo(7);
  }

  @Test
  void aClientIsDisconnected() throws Exception {
    try (Socket client = new Socket()) {
      client.connect(daemon.tcpAddress().map(InetSocketAddress.class::cast).orElseThrow());
      await().until(() -> daemon.server().connectionCount() == 1);
      long id = daemon.server().connections().iterator().next().id();

      HttpRequest.Builder request = http.request("DELETE", "/actuator/clients/" + id, "");
      assertThat(http.send(Asking.as(Asking.OPERATOR, request)).statusCode()).isEqualTo(200);

      await().until(() -> daemon.server().connectionCount() == 0);
      assertThat(client.getInputStream().read()).isEqualTo(-1);
      request = http.request("DELETE", "/actuator/clients/" + id, "");
      assertThat(http.send(Asking.as(Asking.OPERATOR, request)).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void theFiltersOfTheLogAreChangedAndItsOutputsAreNot() throws Exception {
    assertThat(change("/actuator/logging", "{\"filters\": \"1:nothing.of.ours\"}").statusCode())
        .isEqualTo(200);
    try {
      assertThat((String) JsonPath.read(http.get("/actuator/logging").body(), "$.filters"))
          .isEqualTo("1:*nothing.of.ours*");
      Path file = Path.of(System.getProperty("java.io.tmpdir"), "jvirtd-no-such-output");
      change(
          "/actuator/logging", "{\"filters\": \"\", \"outputs\": \"1:file:%s\"}".formatted(file));
      assertThat(file).doesNotExist();
    } finally {
      change("/actuator/logging", "{\"filters\": \"\"}");
    }
  }

  @Test
  void anotherSitesPageCannotUseABrowserThatKnowsThePassword() throws Exception {
    // What a browser sends for a page of another site, with the password that it remembers.
    int before = daemon.workers().stats().limits().max();
    assertThat(
            status(
                http.request("POST", "/actuator/workers", "{\"max\": 99}")
                    .header("Origin", "http://evil.example")))
        .isEqualTo(403);
    assertThat(
            status(
                http.request("POST", "/actuator/workers", "{\"max\": 99}")
                    .header("Sec-Fetch-Site", "cross-site")))
        .isEqualTo(403);
    // A form, and a script's "simple" request, need no leave of ours to be sent.
    for (String type :
        List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data")) {
      assertThat(
              status(
                  http.request("POST", "/actuator/workers", "{\"max\": 99}")
                      .setHeader("Content-Type", type)))
          .isEqualTo(415);
    }
    // By our own guard, whatever stands behind it.
    assertThat(http.get("/actuator/prometheus").body())
        .containsPattern("jvirtd_http_refused_total\\{reason=\"content_type\"} 3")
        .containsPattern("jvirtd_http_refused_total\\{reason=\"origin\"} 2");
    // The leave that others would ask for is never given.
    HttpResponse<String> preflight =
        http.send(
            http.request("OPTIONS", "/actuator/workers", "")
                .header("Origin", "http://evil.example")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization, content-type"));
    assertThat(preflight.headers().map().keySet())
        .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"));
    assertThat(daemon.workers().stats().limits().max()).isEqualTo(before);
    // Our own page's is taken.
    int port = application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    assertThat(
            status(
                http.request("POST", "/actuator/workers", "{\"max\": %d}".formatted(before))
                    .header("Origin", "http://127.0.0.1:" + port)
                    .header("Sec-Fetch-Site", "same-origin")))
        .isEqualTo(200);
  }

  @Test
  void aWrongPasswordIsCountedAndLoggedWithoutIt() throws Exception {
    HttpRequest.Builder request = http.request("GET", "/actuator/workers", "");
    HttpResponse<String> answer = http.send(Asking.as(Asking.OPERATOR, "a guess", request));
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow()).startsWith("Basic ");
    request = http.request("GET", "/actuator/workers", "");
    assertThat(http.send(Asking.as("nobody\nat all", "a guess", request)).statusCode())
        .isEqualTo(401);
    assertThat(logged())
        .contains(
            "HTTP login of 'olga' from 127.0.0.1 failed",
            "HTTP login of 'nobody?at all' from 127.0.0.1 failed")
        .noneMatch(line -> line.contains("a guess"));
    assertThat(http.get("/actuator/prometheus").body())
        .containsPattern("jvirtd_http_logins_total\\{outcome=\"failed\"\\} [1-9]");
  }

  private HttpResponse<String> change(String path, String body) throws Exception {
    return http.send(Asking.as(Asking.OPERATOR, http.request("POST", path, body)));
  }

  private int status(HttpRequest.Builder request) throws Exception {
    return http.send(Asking.as(Asking.OPERATOR, request)).statusCode();
  }

  private List<String> logged() {
    return List.copyOf(log.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
  }
}
