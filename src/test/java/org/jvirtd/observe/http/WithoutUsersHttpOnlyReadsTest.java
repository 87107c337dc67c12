package org.jvirtd.observe.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.jvirtd.JvirtdApplication;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** As it is started without any setting: for this machine, to read. */
@SpringBootTest(
    classes = JvirtdApplication.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      // Whatever else of Spring Boot's own an operator shows.
      "management.endpoints.web.exposure.include=*",
      "management.endpoint.shutdown.access=unrestricted",
      "jvirtd.http.allowed-hosts=Lab-7.example"
    })
class WithoutUsersHttpOnlyReadsTest {
  private final ApplicationContext application;
  private final Asking http;

  @Autowired
  WithoutUsersHttpOnlyReadsTest(ApplicationContext application) {
    this.application = application;
    this.http =
        new Asking(
            application.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
  }

  @DynamicPropertySource
  static void world(DynamicPropertyRegistry registry) throws IOException {
    Asking.world(registry);
  }

  @Test
  void nothingIsThereThatChangesSomething() throws Exception {
    assertThat(Mappings.readable(application)).hasSizeGreaterThan(12);
    assertThat(Mappings.changing(application)).isEmpty();
    for (String path : List.of("/actuator/workers", "/actuator/shutdown", "/error", "/")) {
      assertThat(http.send(http.request("POST", path, "{}")).statusCode()).isEqualTo(403);
    }
    assertThat(http.send(http.request("DELETE", "/actuator/clients/1", "")).statusCode())
        .isEqualTo(403);
  }

  @Test
  void readingIsOpen() throws Exception {
    for (String path : List.of("health", "health/liveness", "info", "prometheus", "metrics")) {
      assertThat(http.get("/actuator/" + path).statusCode()).as(path).isEqualTo(200);
    }
    for (String path : List.of("eventloop", "workers", "clients", "calls", "logging")) {
      assertThat(http.get("/actuator/" + path).statusCode()).as(path).isEqualTo(200);
    }
  }

  @Test
  void aNameThatIsNotOursIsNotAnswered() throws Exception {
    // What a page's own name that was pointed at us looks like.
    for (String path : List.of("/", "/actuator/clients", "/actuator/health", "/error")) {
      assertThat(http.statusOfHost("evil.example", path)).as(path).isEqualTo(421);
      assertThat(http.statusOfHost("127.0.0.1.evil.example:8080", path)).isEqualTo(421);
      assertThat(http.statusOfHost("localhost.evil.example", path)).isEqualTo(421);
    }
    for (String host :
        List.of("localhost", "LOCALHOST:8080", "127.0.0.1", "[::1]:8080", "lab-7.example:80")) {
      assertThat(http.statusOfHost(host, "/actuator/clients")).as(host).isEqualTo(200);
    }
    assertThat(http.get("/actuator/prometheus").body())
        .containsPattern("jvirtd_http_refused_total\\{reason=\"host\"\\} [1-9]");
  }

  @Test
  void browsersAreToldWhatPagesMayDo() throws Exception {
    for (String path : List.of("/actuator/health", "/no-such-page")) {
      HttpResponse<String> answer = http.get(path);
      assertThat(header(answer, "Content-Security-Policy"))
          .contains("default-src 'none'", "frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(header(answer, "Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
      assertThat(answer.headers().map()).doesNotContainKey("access-control-allow-origin");
      assertThat(answer.headers().map()).doesNotContainKey("set-cookie");
    }
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
