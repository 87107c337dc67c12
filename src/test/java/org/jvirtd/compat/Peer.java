package org.jvirtd.compat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** A program of the world outside that a test needs. Each is looked for once per JVM. */
enum Peer {
  VIRSH("libvirt-clients") {
    @Override
    Optional<Path> find() {
      return onPath("virsh");
    }
  },
  VIRT_ADMIN("libvirt-clients") {
    @Override
    Optional<Path> find() {
      return onPath("virt-admin");
    }
  },
  /** The daemon itself; a private one needs root and a mount namespace of its own. */
  LIBVIRTD("libvirt-daemon libvirt-daemon-system (and run as root, with unshare -m allowed)") {
    @Override
    Optional<Path> find() {
      return onPath("libvirtd").filter(p -> succeeds("unshare", "-m", "true"));
    }
  },
  /** Wireshark's command line with libvirt's own dissector; it must be allowed to capture. */
  TSHARK("tshark libvirt-wireshark (and run as root)") {
    @Override
    Optional<Path> find() {
      return onPath("tshark")
          .filter(p -> succeeds("sh", "-c", "tshark -G protocols 2>/dev/null | grep -qw libvirt"))
          .filter(p -> succeeds("sh", "-c", "test $(id -u) = 0"));
    }
  },
  /** A Python that has the binding; the first one on the PATH may be another. */
  PYTHON_LIBVIRT("python3-libvirt") {
    @Override
    Optional<Path> find() {
      return Stream.concat(Stream.of(Path.of("/usr/bin/python3")), onPath("python3").stream())
          .filter(Files::isExecutable)
          .filter(p -> succeeds(p.toString(), "-c", "import libvirt"))
          .findFirst();
    }
  },
  /** virt-install, virt-clone and virt-xml. */
  VIRT_TOOLS("virtinst") {
    @Override
    Optional<Path> find() {
      return onPath("virt-install");
    }
  },
  /** The mechanism of libvirt's clients; it is a library, whose place depends on the machine. */
  SASL_SCRAM("libsasl2-modules") {
    @Override
    Optional<Path> find() {
      return Stream.of("/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64")
          .map(folder -> Path.of(folder, "sasl2", "libscram.so"))
          .filter(Files::exists)
          .findFirst();
    }
  },
  PROMETHEUS("prometheus") {
    @Override
    Optional<Path> find() {
      return onPath("prometheus");
    }
  },
  /** Checks meters and rules, and plays the tests of rules. */
  PROMTOOL("prometheus") {
    @Override
    Optional<Path> find() {
      return onPath("promtool");
    }
  },
  CHROMIUM("chromium") {
    @Override
    Optional<Path> find() {
      return onPath("chromium").or(() -> onPath("chromium-browser"));
    }
  },
  GCC("gcc") {
    @Override
    Optional<Path> find() {
      return onPath("gcc");
    }
  };

  private final String packages;

  Peer(String packages) {
    this.packages = packages;
  }

  abstract Optional<Path> find();

  private Optional<Path> look() {
    return Found.BY_PEER.computeIfAbsent(this, Peer::find);
  }

  boolean present() {
    return look().isPresent();
  }

  /**
   * @throws AssertionError if it is not there; tests name what they need with {@link NeedsPeer}
   */
  String path() {
    return look().orElseThrow(() -> new AssertionError(advice())).toString();
  }

  String advice() {
    return name() + " is missing: apt-get install " + packages;
  }

  private static Optional<Path> onPath(String program) {
    // Daemons lie in sbin, which an ordinary PATH may lack.
    String path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/usr/bin:/sbin:/bin";
    return Stream.of(path.split(":", -1))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static boolean succeeds(String... argv) {
    try {
      return Command.run(Duration.ofSeconds(20), List.of(argv)).exit() == 0;
    } catch (java.io.UncheckedIOException e) {
      return false;
    }
  }

  /** What was found, or was not; programs do not come and go during a run. */
  private static final class Found {
    static final Map<Peer, Optional<Path>> BY_PEER = new ConcurrentHashMap<>();

    private Found() {}
  }
}
