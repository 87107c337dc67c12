package org.jvirtd.compat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.jvirtd.protocol.domain.Domain;
import org.jvirtd.protocol.remote.HypervisorProcedures;
import org.jvirtd.protocol.snapshot.DomainSnapshot;
import org.jvirtd.protocol.snapshot.DomainSnapshotFlags;
import org.jvirtd.rpc.RpcException;

/**
 * A snapshot may be defined again only where its guest sees no other hardware. Each change of a
 * guest with one of nearly everything is allowed, or refused with the same words, by both daemons.
 */
@WithRig
@NeedsPeer(Peer.LIBVIRTD)
class SnapshotsAreDefinedAgainIT {

  /** A change to the XML of a snapshot. */
  private record Change(Pattern from, String to) {
    static Change of(String line) {
      String[] sides = line.split(" ==>", 2);
      return new Change(Pattern.compile(sides[0], Pattern.DOTALL), sides[1].strip());
    }

    String in(String xml) {
      return from.matcher(xml).replaceFirst(to);
    }
  }

  @Test
  void whatAGuestWouldSeeIsRefusedInTheSameWords(Rig rig) throws IOException {
    List<Change> changes =
        read("changes.txt").lines().filter(line -> !line.startsWith("#")).map(Change::of).toList();
    assertThat(changes).hasSizeGreaterThan(200);

    List<String> real = outcomes(rig.real(), changes);
    List<String> subject = outcomes(rig.subject(), changes);

    assertThat(real).anyMatch(outcome -> outcome.startsWith("allowed"));
    assertThat(real.stream().distinct()).hasSizeGreaterThan(150);
    for (int i = 0; i < changes.size(); i++) {
      assertThat(subject.get(i)).as("%s", changes.get(i)).isEqualTo(real.get(i));
    }
  }

  private static List<String> outcomes(DaemonUnderTest daemon, List<Change> changes)
      throws IOException {
    List<String> outcomes = new ArrayList<>();
    try (var _ = World.fresh(daemon);
        var wire = WireHypervisor.open(daemon)) {
      HypervisorProcedures calls = wire.procedures();
      Domain domain = calls.domainDefineXml(read("domain.xml"));
      String xml = "<domainsnapshot><name>s</name></domainsnapshot>";
      DomainSnapshot snapshot = calls.domainSnapshotCreateXml(domain, xml, 0);
      String given = calls.domainSnapshotGetXmlDesc(snapshot, 0);
      for (Change change : changes) {
        String changed = change.in(given);
        assertThat(changed).as("%s changes something", change.from()).isNotEqualTo(given);
        outcomes.add(redefine(calls, domain, changed));
        // What was allowed is taken back, so that each change is one from the same snapshot.
        calls.domainSnapshotDelete(snapshot, 0);
        assertThat(redefine(calls, domain, given)).isEqualTo("allowed");
      }
    }
    return outcomes;
  }

  private static String redefine(HypervisorProcedures calls, Domain domain, String xml) {
    try {
      DomainSnapshot _ =
          calls.domainSnapshotCreateXml(domain, xml, DomainSnapshotFlags.Create.REDEFINE);
      return "allowed";
    } catch (RpcException e) {
      return e.error().code() + "/" + e.error().domain() + " " + e.error().message();
    }
  }

  private static String read(String resource) throws IOException {
    try (InputStream in =
        SnapshotsAreDefinedAgainIT.class.getResourceAsStream("/compat/abi/" + resource)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
