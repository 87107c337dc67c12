package org.jvirtd.driver.test;

import static org.jvirtd.protocol.ErrorDomain.AUTH;
import static org.jvirtd.protocol.ErrorDomain.TEST;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jvirtd.driver.network.NetworkXml;
import org.jvirtd.driver.nodedevice.NodeDeviceXml;
import org.jvirtd.driver.nodeinterface.InterfaceDefinition;
import org.jvirtd.driver.nodeinterface.InterfaceXml;
import org.jvirtd.driver.storage.PoolDefinition;
import org.jvirtd.driver.storage.StoragePoolXml;
import org.jvirtd.driver.storage.StorageVolumeXml;
import org.jvirtd.driver.xml.Numbers;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.protocol.network.Network;
import org.jvirtd.protocol.storage.StoragePool;

/**
 * A world that a file describes, in the format of libvirt's test driver: a {@code <node>} with its
 * CPUs and memory, domains, networks, interfaces, storage pools with volumes, and devices. Each of
 * them stands in the file itself, or in one of its own that an attribute {@code file} names, from
 * the folder of the first one on.
 */
final class WorldFile {
  /** What fits into the structure that libvirt's clients get a node's facts in. */
  private static final int MAX_MODEL = 31;

  /** More CPUs than any host has: the size of the maps that calls about CPUs work with. */
  private static final long MAX_CPUS = 16_384;

  private final WorldFolders files;
  private final String path;

  private WorldFile(WorldFolders files, String path) {
    this.files = files;
    this.path = path;
  }

  /** Reads the element that describes a world. */
  static XmlElement read(WorldFolders files, String path) {
    return files.read(path, "node");
  }

  /** The host that a world's element describes; what it does not say is libvirt's default. */
  static NodeFacts host(XmlElement node) {
    NodeFacts standard = NodeFacts.DEFAULT;
    int nodes = number(node, "nodes", standard.nodes());
    int sockets = number(node, "sockets", standard.sockets());
    int cores = number(node, "cores", standard.cores());
    int threads = number(node, "threads", standard.threads());
    long possible = cpus(nodes, sockets, cores, threads);
    int active = number(node, "active", (int) possible);
    return new NodeFacts(
        model(node, standard.model()),
        memory(node, standard.memoryKib()),
        (int) Math.min(possible, Integer.toUnsignedLong(active)),
        number(node, "mhz", standard.mhz()),
        nodes,
        sockets,
        cores,
        threads,
        List.of());
  }

  private static long cpus(int... factors) {
    long product = 1;
    for (int factor : factors) {
      product *= Integer.toUnsignedLong(factor);
      if (product > MAX_CPUS) {
        throw LibvirtException.of(
            ErrorCode.XML_ERROR, TEST, "the node has more than " + MAX_CPUS + " CPUs");
      }
    }
    return product;
  }

  private static int number(XmlElement node, String name, int standard) {
    XmlElement cpu = node.child("cpu");
    XmlElement element = cpu == null ? null : cpu.child(name);
    String text = element == null ? "" : element.text();
    if (text.isEmpty()) {
      return standard;
    }
    Long value = Numbers.unsigned(text, 10);
    if (value == null || value < 0 || value > 0xFFFF_FFFFL) {
      throw invalid("invalid node cpu " + name + " value");
    }
    return value.intValue();
  }

  private static String model(XmlElement node, String standard) {
    XmlElement cpu = node.child("cpu");
    XmlElement element = cpu == null ? null : cpu.child("model");
    String text = element == null ? "" : element.text();
    if (text.length() > MAX_MODEL) {
      throw LibvirtException.internal(TEST, "Model " + text + " too big for destination");
    }
    return text.isEmpty() ? standard : text;
  }

  private static long memory(XmlElement node, long standard) {
    XmlElement element = node.child("memory");
    String text = element == null ? "" : element.text();
    if (text.isEmpty()) {
      return standard;
    }
    Long value = Numbers.unsigned(text, 10);
    if (value == null) {
      throw invalid("invalid node memory value");
    }
    return value;
  }

  private static LibvirtException invalid(String detail) {
    return LibvirtException.of(ErrorCode.XML_ERROR, TEST, detail);
  }

  /**
   * Fills a world with what its element describes, in the order in which libvirt does.
   *
   * @throws org.jvirtd.rpc.RpcException with libvirt's error at the first fault
   */
  static void furnish(World world, XmlElement node, WorldFolders files, String path) {
    WorldFile file = new WorldFile(files, path);
    file.each(node, "domain", domain -> FileDomain.read(domain, file::replaced).addTo(world));
    file.each(node, "network", network -> addNetwork(world, network));
    file.each(node, "interface", element -> addInterface(world, element));
    file.each(node, "pool", pool -> file.addPool(world, pool));
    file.each(node, "device", device -> world.devices().add(NodeDeviceXml.read(device)));
    requireNoUsers(node);
  }

  private void each(XmlElement parent, String name, Consumer<XmlElement> action) {
    parent.children(name).forEach(child -> action.accept(replaced(child)));
  }

  /** An element, or what the file holds that it names. */
  private XmlElement replaced(XmlElement element) {
    String other = element.attribute("file");
    return other == null ? element : files.read(place(other), element.name());
  }

  private String place(String other) {
    if (other.startsWith("/")) {
      return other;
    }
    Path folder = Path.of(path).getParent();
    return (folder == null ? "." : folder) + "/" + other;
  }

  private static void addNetwork(World world, XmlElement element) {
    Network network = world.networks().define(NetworkXml.read(element));
    world.networks().start(network);
  }

  private static void addInterface(World world, XmlElement element) {
    InterfaceDefinition definition = InterfaceXml.read(element);
    world.interfaces().define(definition);
    world.interfaces().setActive(definition.name(), true);
  }

  private void addPool(World world, XmlElement element) {
    PoolDefinition definition = StoragePoolXml.read(element);
    StoragePool handle = world.pools().addActive(definition);
    world
        .pools()
        .change(
            handle.name(),
            pool ->
                each(
                    element,
                    "volume",
                    volume -> {
                      TestVolume _ =
                          pool.addAsItIs(StorageVolumeXml.read(volume, definition.type()));
                    }));
  }

  /**
   * A world with users is one that asks for a password, which a daemon has nobody to ask for: so it
   * is with libvirtd too.
   */
  private static void requireNoUsers(XmlElement node) {
    boolean users = false;
    for (XmlElement auth : node.children("auth")) {
      for (XmlElement user : auth.children("user")) {
        if (user.text().isEmpty()) {
          throw invalid("missing username in /node/auth/user field");
        }
        users = true;
      }
    }
    if (users) {
      throw LibvirtException.of(ErrorCode.INVALID_ARG, AUTH, "Missing authentication credentials");
    }
  }
}
