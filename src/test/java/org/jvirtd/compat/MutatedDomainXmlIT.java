package org.jvirtd.compat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.jvirtd.protocol.domain.Domain;
import org.jvirtd.protocol.remote.HypervisorProcedures;
import org.jvirtd.rpc.RpcError;
import org.jvirtd.rpc.RpcException;

/**
 * Definitions of domains that are nearly right, to the real libvirtd and to jvirtd: the same are
 * taken, and read back the same; the others are refused with the same error. More of them, or
 * others: {@code -Djvirtd.mutations=20000 -Djvirtd.mutations.seed=2}; a few of them are known to
 * differ (docs/compatibility.md).
 */
@WithRig
@NeedsPeer(Peer.LIBVIRTD)
class MutatedDomainXmlIT {
  private static final int INACTIVE_AND_SECURE = 3;

  /** What the real one says where it refuses and forgets to say why: there ours may say it. */
  private static final String WITHOUT_A_WORD = "error 1 of 0: ";

  @Test
  void areAnsweredAlike(Rig rig) throws Exception {
    var mutations = new XmlMutations(Long.getLong("jvirtd.mutations.seed", 1), definitions());
    int count = Integer.getInteger("jvirtd.mutations", 600);
    var differences = new ArrayList<Difference>();
    int taken = 0;
    try (var real = WireHypervisor.open(rig.real());
        var subject = WireHypervisor.open(rig.subject())) {
      for (int i = 0; i < count; i++) {
        String xml = mutations.next();
        if (xml.contains("<vcpu>-1</vcpu>")) {
          // The real one dies of it.
          continue;
        }
        String wanted = define(real.procedures(), xml);
        String got = define(subject.procedures(), xml);
        boolean alike =
            wanted.startsWith(WITHOUT_A_WORD) ? got.startsWith("error") : got.equals(wanted);
        if (!alike) {
          differences.add(new Difference("mutation " + i, xml, wanted, got));
        }
        taken += wanted.startsWith("<") ? 1 : 0;
      }
    }

    assertThat(differences).as("of %d", count).isEmpty();
    assertThat(taken).as("of %d", count).isBetween(count / 4, count * 3 / 4);
  }

  private static List<String> definitions() throws Exception {
    Path folder =
        Path.of(
            Objects.requireNonNull(
                    MutatedDomainXmlIT.class.getResource("/org/jvirtd/driver/domain/domainxml"))
                .toURI());
    List<String> definitions = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".in.xml")).sorted().toList()) {
        definitions.add(Files.readString(file));
      }
    }
    return definitions;
  }

  /** What the stored definition is, or the error. */
  private static String define(HypervisorProcedures hypervisor, String xml) {
    var normaliser = new Normaliser(xml);
    try {
      Domain domain = hypervisor.domainDefineXmlFlags(xml, 0);
      String stored = hypervisor.domainGetXmlDesc(domain, INACTIVE_AND_SECURE);
      hypervisor.domainUndefineFlags(domain, 0);
      return normaliser.apply(stored);
    } catch (RpcException e) {
      RpcError error = e.error();
      return normaliser.apply(
          "error %d of %d: %s".formatted(error.code(), error.domain(), error.message()));
    }
  }
}
