package org.jvirtd.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.jvirtd.daemon.SecuritySettings;
import org.jvirtd.rpc.Authentication;
import org.jvirtd.rpc.sasl.Logins;
import org.jvirtd.rpc.sasl.UserFile;
import org.jvirtd.rpc.tls.ClientCertificates;
import org.jvirtd.rpc.tls.TlsCredentials;
import org.springframework.boot.autoconfigure.ssl.SslProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Who is let in: TLS of a Spring SSL bundle, and authentication. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

  @Bean
  SecuritySettings securitySettings(
      JvirtdProperties properties, SslBundles bundles, SslProperties sslProperties) {
    JvirtdProperties.Tcp tcp = properties.listen().tcp();
    if (tcp.enabled()) {
      InetSocketAddress address = properties.tcpAddress();
      refuseOpenDoor(
          "jvirtd.listen.tcp",
          address,
          tcp.auth() != Authentication.NONE,
          tcp.insecure(),
          "asks its clients for nothing");
    }
    return new SecuritySettings(
        tcp.auth(),
        properties.listen().unix().auth(),
        tls(properties, new BundleSource(bundles, sslProperties)),
        logins(properties));
  }

  private static @Nullable Logins logins(JvirtdProperties properties) {
    JvirtdProperties.Listen listen = properties.listen();
    boolean asked =
        Stream.of(listen.tcp().auth(), listen.tls().auth(), listen.unix().auth())
            .anyMatch(auth -> auth == Authentication.SASL);
    if (!asked) {
      return null;
    }
    return JvirtdProperties.checked(
        "jvirtd.sasl",
        () -> {
          Path users = properties.sasl().users();
          if (users == null) {
            throw new IllegalArgumentException(
                "a listener asks for a login, and users names no file of users");
          }
          return new Logins(new UserFile(users), properties.sasl().failureDelay());
        });
  }

  private static SecuritySettings.@Nullable Tls tls(
      JvirtdProperties properties, BundleSource source) {
    JvirtdProperties.Tls tls = properties.listen().tls();
    if (!tls.enabled()) {
      return null;
    }
    return JvirtdProperties.checked(
        "jvirtd.listen.tls",
        () -> {
          InetSocketAddress address = JvirtdProperties.resolved(tls.address(), tls.port());
          refuseOpenDoor(
              "jvirtd.listen.tls",
              address,
              tls.auth() != Authentication.NONE
                  || tls.clientCertificates() == ClientCertificates.REQUIRED,
              tls.insecure(),
              "asks its clients neither for certificates nor for a login");
          TlsCredentials credentials = source.credentials(tls);
          return new SecuritySettings.Tls(address, tls.auth(), credentials, tls.handshakeThreads());
        });
  }

  private static void refuseOpenDoor(
      String group, InetSocketAddress address, boolean asks, boolean meant, String what) {
    if (!asks && !meant && !address.getAddress().isLoopbackAddress()) {
      throw new OpenDoorException(group, address, what);
    }
  }
}
