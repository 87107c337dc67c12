package org.jvirtd.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvirtd.observe.http.HttpAccess;
import org.jvirtd.observe.http.Reading;
import org.jvirtd.rpc.sasl.UserFile;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class TheLogSaysWhoGetsInTest {
  private static Doors doors(Map<String, String> properties) {
    return new Doors(
        new Binder(new MapConfigurationPropertySource(properties))
            .bindOrCreate("jvirtd", JvirtdProperties.class),
        null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "127.0.0.1 | none | read-write | false | every user of this machine; may do everything",
        "::1       | none | read-only  | false | every user of this machine; may read",
        "0.0.0.0   | none | read-write | true  | whoever reaches it; may do everything",
        "192.0.2.1 | none | none       | true  | whoever reaches it; may do nothing",
        "0.0.0.0   | sasl | read-write | false | whoever reaches it, and logs in; may do everything",
      })
  void overTcp(String address, String auth, String level, boolean warning, String whom) {
    Doors doors =
        doors(Map.of("jvirtd.listen.tcp.auth", auth, "jvirtd.access.default-level", level));
    var bound = new Doors.Bound(new InetSocketAddress(address, 16509), null, null, null);
    assertThat(doors.of(bound))
        .singleElement()
        .satisfies(door -> {
          assertThat(door.text()).startsWith("TCP ").endsWith(":16509: " + whom);
          assertThat(door.warning()).isEqualTo(warning);
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "required |      | none | false | who shows a certificate; may do everything",
        "required | CN=* | none | false | who shows a certificate with one of the allowed names; may do everything",
        "optional | CN=* | none | true  | whoever reaches it; may do everything",
        "none     |      | none | true  | whoever reaches it; may do everything",
        "none     |      | sasl | false | whoever reaches it, and logs in; may do everything",
        "required |      | sasl | false | who shows a certificate, and logs in; may do everything",
      })
  void overTls(String certificates, String names, String auth, boolean warning, String whom) {
    Map<String, String> properties = new HashMap<>();
    properties.put("jvirtd.listen.tls.client-certificates", certificates);
    properties.put("jvirtd.listen.tls.auth", auth);
    if (names != null) {
      properties.put("jvirtd.listen.tls.allowed-dns[0]", names);
    }
    var bound = new Doors.Bound(null, new InetSocketAddress("0.0.0.0", 16514), null, null);
    assertThat(doors(properties).of(bound))
        .containsExactly(new Doors.Door("TLS 0.0.0.0:16514: " + whom, warning));
  }

  @Test
  void theOthersToo() {
    Doors doors = doors(Map.of("jvirtd.access.rules[0].who", "unix:root"));
    var bound =
        new Doors.Bound(
            null,
            null,
            Path.of("/run/jvirtd/libvirt-sock"),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080));
    assertThat(doors.of(bound))
        .extracting(Doors.Door::text)
        .containsExactly(
            "UNIX /run/jvirtd/libvirt-sock, mode 0700: who may open it;"
                + " may do what jvirtd.access lets them",
            "HTTP 127.0.0.1:8080: every user of this machine; may do nothing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "true  | false | ''   | may read",
        "true  | true  | anna | may read; operators may change something",
        "false | false | ''   | may read health, version and meters; the rest is for users, and there are none",
        "false | true  | ''   | may read health, version and meters; the rest is for users",
      })
  void overHttp(boolean loopback, boolean users, String operator, String what) {
    var access =
        new HttpAccess(
            loopback,
            Reading.LOOPBACK,
            users ? new UserFile(Path.of("users")) : null,
            operator.isEmpty() ? Set.of() : Set.of(operator),
            List.of(),
            Duration.ofSeconds(1),
            2);
    Doors doors =
        new Doors(
            new Binder(new MapConfigurationPropertySource(Map.of()))
                .bindOrCreate("jvirtd", JvirtdProperties.class),
            access);
    var bound = new Doors.Bound(null, null, null, new InetSocketAddress("0.0.0.0", 8080));
    assertThat(doors.of(bound))
        .containsExactly(new Doors.Door("HTTP 0.0.0.0:8080: whoever reaches it; " + what, false));
  }
}
