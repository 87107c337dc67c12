package org.jvirtd.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class TheLogSaysWhoGetsInTest {
  private static Doors doors(Map<String, String> properties) {
    return new Doors(
        new Binder(new MapConfigurationPropertySource(properties))
            .bindOrCreate("jvirtd", JvirtdProperties.class));
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "127.0.0.1 | loopback |       |      | false | every user of this machine; reads what the daemon does",
        "127.0.0.1 | loopback | users | anna | false | every user of this machine; reads what the daemon does; jvirtd.http.operators may change it",
        "127.0.0.1 | login    | users |      | false | every user of this machine; reads health, version and meters; the rest who logs in",
        "0.0.0.0   | loopback | users |      | false | whoever reaches it; reads health, version and meters; the rest who logs in",
        "0.0.0.0   | loopback |       |      | false | whoever reaches it; reads health, version and meters; the rest nobody, as jvirtd.http.users is not set",
        "0.0.0.0   | open     |       |      | true  | whoever reaches it; reads what the daemon does",
      })
  void overHttp(
      String address, String reading, String users, String operator, boolean warning, String whom) {
    Map<String, String> properties = new HashMap<>();
    properties.put("jvirtd.http.reading", reading);
    if (users != null) {
      properties.put("jvirtd.http.users", users);
    }
    if (operator != null) {
      properties.put("jvirtd.http.operators", operator);
    }
    var bound = new Doors.Bound(null, null, null, new InetSocketAddress(address, 8080));
    assertThat(doors(properties).of(bound))
        .containsExactly(new Doors.Door("HTTP " + address + ":8080: " + whom, warning));
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
            "HTTP 127.0.0.1:8080: every user of this machine; reads what the daemon does");
  }
}
