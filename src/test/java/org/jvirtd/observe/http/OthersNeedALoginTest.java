package org.jvirtd.observe.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.jvirtd.JvirtdApplication;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Where others reach HTTP, they read health and meters, and users the rest. */
@SpringBootTest(
    classes = JvirtdApplication.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {"server.address=0.0.0.0", "jvirtd.http.failure-delay=60s"})
class OthersNeedALoginTest {
  private static final List<String> OPEN = List.of("health", "info", "prometheus");

  private final ApplicationContext application;
  private final Asking http;

  @Autowired
  OthersNeedALoginTest(ApplicationContext application) {
    this.application = application;
    this.http =
        new Asking(
            application.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
  }

  @DynamicPropertySource
  static void world(DynamicPropertyRegistry registry) throws IOException {
    Path users = Asking.users(Asking.world(registry));
    registry.add("jvirtd.http.users", () -> users);
  }

  @Test
  void onlyHealthVersionAndMetersAreOpenAndGuessesAreSlowedDown() throws Exception {
    // One test, as a failed login shuts everybody of this address out.
    List<String> paths = Mappings.readable(application);
    assertThat(paths).contains("/actuator/workers", "/actuator/clients/1", "/actuator/health");
    for (String path : paths) {
      boolean open =
          OPEN.stream()
              .anyMatch(
                  name -> path.equals("/actuator/" + name) || path.startsWith("/actuator/health/"));
      int status = http.get(path).statusCode();
      if (open) {
        assertThat(status).as(path).isNotIn(401, 403);
      } else {
        assertThat(status).as(path).isEqualTo(401);
      }
    }
    assertThat(http.get("/").statusCode()).isEqualTo(401);
    assertThat(http.get("/live").statusCode()).isEqualTo(401);
    assertThat(http.get("/actuator/prometheus/../workers").statusCode()).isNotEqualTo(200);
    assertThat(http.get("/actuator/health/..;/workers").statusCode()).isNotEqualTo(200);
    assertThat(http.get("/actuator/health/%2e%2e/workers").statusCode()).isNotEqualTo(200);

    assertThat(http.send(Asking.as(Asking.READER, workers())).statusCode()).isEqualTo(200);
    // Any name will do: a browser knows no password for one that was pointed here.
    assertThat(http.statusOfHost("jvirtd.example", "/actuator/health")).isEqualTo(200);
    assertThat(http.statusOfHost("jvirtd.example", "/actuator/workers")).isEqualTo(401);

    assertThat(http.send(Asking.as(Asking.READER, "a guess", workers())).statusCode())
        .isEqualTo(401);
    HttpResponse<String> tooSoon = http.send(Asking.as(Asking.READER, workers()));
    assertThat(tooSoon.statusCode()).isEqualTo(429);
    assertThat(Integer.parseInt(tooSoon.headers().firstValue("Retry-After").orElseThrow()))
        .isBetween(1, 60);
    assertThat(http.get("/actuator/health").statusCode()).isEqualTo(200);
  }

  private HttpRequest.Builder workers() {
    return http.request("GET", "/actuator/workers", "");
  }
}
