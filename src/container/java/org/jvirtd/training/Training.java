package org.jvirtd.training;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jvirtd.protocol.domain.Domain;
import org.jvirtd.protocol.remote.HypervisorProcedures;
import org.jvirtd.rpc.RpcException;

/**
 * What a daemon does in its first minutes, so that the cache knows its classes and its hot methods:
 * clients come over TCP and UNIX sockets, ask, define, start and watch; somebody looks at health
 * and meters.
 *
 * <p>Arguments: the port of RPC, the port of HTTP, the path of {@code libvirt-sock}, and how many
 * rounds. It fails if the daemon does not do what is asked: a cache of errors is of no use.
 */
public final class Training {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int STATS_OF_ALL_KINDS = 0;
  private static final int EVERYTHING = 1;

  /**
   * Paths that only some builds of the daemon have; where they are not, there is nothing to train.
   */
  private static final List<String> PATHS =
      List.of(
          "/actuator/health",
          "/actuator/health/liveness",
          "/actuator/health/readiness",
          "/actuator/info",
          "/actuator/prometheus",
          "/actuator/clients",
          "/actuator/workers",
          "/actuator/eventloop",
          "/actuator/calls",
          "/");

  private Training() {}

  /** Trains, and returns when it is done. */
  public static void main(String[] args) throws IOException, InterruptedException {
    SocketAddress tcp =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
    SocketAddress unix = UnixDomainSocketAddress.of(Path.of(args[2]));
    URI http = URI.create("http://127.0.0.1:" + args[1]);
    int rounds = Integer.parseInt(args[3]);
    try (HttpClient browser = HttpClient.newHttpClient()) {
      for (int round = 0; round < rounds; round++) {
        visit(round % 2 == 0 ? tcp : unix, round);
        if (round % 10 == 0) {
          look(browser, http);
        }
      }
    }
  }

  private static void visit(SocketAddress address, int round) throws IOException {
    try (Wire wire = Wire.connect(address)) {
      wire.session().authList();
      wire.session().connectOpen("test:///default", 0);
      for (int feature = 1; feature < 16; feature++) {
        int _ = wire.session().connectSupportsFeature(feature);
      }
      int callback = wire.events().connectDomainEventCallbackRegisterAny(0, null);
      ask(wire.hypervisor());
      change(wire.hypervisor(), "training-" + round);
      wire.ping();
      wire.events().connectDomainEventCallbackDeregisterAny(callback);
      if (wire.messages() < 2) {
        throw new IOException("no events came");
      }
      wire.session().connectClose();
    }
  }

  private static void ask(HypervisorProcedures test) {
    test.connectGetType();
    test.connectGetVersion();
    test.connectGetLibVersion();
    test.connectGetHostname();
    test.connectGetUri();
    test.connectGetCapabilities();
    test.nodeGetInfo();
    Domain domain = test.domainLookupByName("test");
    test.domainLookupByUuid(domain.uuid());
    test.domainGetInfo(domain);
    test.domainGetState(domain, 0);
    test.domainGetXmlDesc(domain, 0);
    test.connectListAllDomains(EVERYTHING, 0);
    test.connectGetAllDomainStats(List.of(), STATS_OF_ALL_KINDS, 0);
    test.connectListAllNetworks(EVERYTHING, 0);
    test.networkGetXmlDesc(test.networkLookupByName("default"), 0);
    test.connectListAllStoragePools(EVERYTHING, 0);
    test.connectListAllInterfaces(EVERYTHING, 0);
    test.connectListAllNodeDevices(EVERYTHING, 0);
    try {
      test.domainLookupByName("nobody");
    } catch (RpcException expected) {
      // Errors are a way that calls go, too.
    }
  }

  private static void change(HypervisorProcedures test, String name) {
    Domain domain = test.domainDefineXml(xml(name));
    test.domainCreate(domain);
    test.domainSuspend(domain);
    test.domainResume(domain);
    test.domainGetInfo(domain);
    test.domainGetXmlDesc(domain, 0);
    test.domainSnapshotDelete(test.domainSnapshotCreateXml(domain, "<domainsnapshot/>", 0), 0);
    test.domainDestroy(domain);
    test.domainUndefine(domain);
  }

  private static String xml(String name) {
    return """
    <domain type='test'>
      <name>%s</name>
      <uuid>%s</uuid>
      <memory unit='MiB'>64</memory>
      <vcpu>2</vcpu>
      <os><type arch='x86_64'>hvm</type><boot dev='hd'/></os>
      <devices>
        <disk type='file' device='disk'>
          <source file='/var/lib/%s.img'/>
          <target dev='vda' bus='virtio'/>
        </disk>
        <interface type='network'><source network='default'/></interface>
        <console type='pty'/>
        <graphics type='vnc' port='-1'/>
      </devices>
    </domain>
    """
        .formatted(
            name,
            UUID.nameUUIDFromBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
            name);
  }

  private static void look(HttpClient browser, URI http) throws IOException, InterruptedException {
    for (String path : PATHS) {
      HttpRequest request = HttpRequest.newBuilder(http.resolve(path)).timeout(PATIENCE).build();
      HttpResponse<InputStream> response = browser.send(request, BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        body.readAllBytes();
      }
      if (response.statusCode() >= 500) {
        throw new IOException(path + " answers " + response.statusCode());
      }
    }
  }
}
