package org.jvirtd.driver.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Annotated;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.MetadataElements;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.WriteMode;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.rpc.RpcException;

/**
 * What a domain is: complete, checked, and never changed. A change makes another definition, which
 * shares with the first all that is the same. Any thread may use it.
 */
public final class DomainDefinition implements Annotated<DomainDefinition> {

  private final Element root;
  private final String name;
  private final UUID uuid;

  /**
   * The text that was last asked for. Clients ask for the same one again and again, and writing it
   * takes a hundred times as long as sending it.
   */
  volatile @Nullable Text lastText;

  /** The definition as XML, in one of its forms. */
  record Text(WriteMode mode, int id, String text) {}

  DomainDefinition(Element root) {
    this.root = root.freeze();
    this.name = Objects.requireNonNull(text("name"), "name");
    this.uuid = UUID.fromString(Objects.requireNonNull(text("uuid"), "uuid"));
  }

  /** The element {@code <domain>} of the definition. */
  public Element root() {
    return root;
  }

  public String name() {
    return name;
  }

  public UUID uuid() {
    return uuid;
  }

  @Override
  public @Nullable String title() {
    return text("title");
  }

  @Override
  public @Nullable String description() {
    return text("description");
  }

  /** The virtualization type, "test" or "qemu". */
  public String type() {
    return root.get("type", "");
  }

  /** KiB that the domain may have: what {@code <memory>} says. */
  public long maxMemoryKib() {
    return number("memory");
  }

  /** KiB that the domain has now. */
  public long currentMemoryKib() {
    return number("currentMemory");
  }

  public int maxVcpus() {
    return (int) number("vcpu");
  }

  public int vcpus() {
    String current = root.valueAt("current", "vcpu");
    return current == null ? maxVcpus() : Integer.parseInt(current);
  }

  /** "hvm", "xen", "exe", … */
  public String osType() {
    Element type = root.at("os", "type");
    String text = type == null ? null : type.text();
    return text == null ? "" : text;
  }

  public String arch() {
    return Objects.requireNonNullElse(root.valueAt("arch", "os", "type"), "");
  }

  public @Nullable String machine() {
    return root.valueAt("machine", "os", "type");
  }

  public LifecycleAction onPoweroff() {
    return action("on_poweroff");
  }

  public LifecycleAction onReboot() {
    return action("on_reboot");
  }

  public LifecycleAction onCrash() {
    return action("on_crash");
  }

  /** What happens to the domain when its guest stops (virDomainLifecycleAction, same order). */
  public enum LifecycleAction {
    DESTROY,
    RESTART,
    RENAME_RESTART,
    PRESERVE,
    COREDUMP_DESTROY,
    COREDUMP_RESTART;

    /** The word in the XML. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static LifecycleAction of(@Nullable String word) {
      return word == null ? DESTROY : valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }

  /** The devices of one kind, in order: "disk", "interface", "graphics", … */
  public List<Element> devices(String kind) {
    Element devices = root.child("devices");
    return devices == null ? List.of() : devices.children(kind);
  }

  public List<DomainDisk> disks() {
    return devices("disk").stream().map(DomainDisk::new).toList();
  }

  /**
   * The disk that is meant: by the name that it has in the guest, or by the path of its source.
   *
   * @param first whether a path that several disks have means the first of them, or none
   */
  public @Nullable DomainDisk disk(String nameOrPath, boolean first) {
    boolean path = nameOrPath.startsWith("/");
    List<DomainDisk> found =
        disks().stream()
            .filter(disk -> nameOrPath.equals(path ? disk.source() : disk.target()))
            .toList();
    return found.isEmpty() || (path && !first && found.size() > 1) ? null : found.getFirst();
  }

  public List<DomainInterface> interfaces() {
    return devices("interface").stream().map(DomainInterface::new).toList();
  }

  /** The children of {@code <metadata>}: elements of namespaces of their own. */
  public List<XmlElement> metadata() {
    Element metadata = root.child("metadata");
    XmlElement source = metadata == null ? null : metadata.verbatim();
    if (source == null) {
      return List.of();
    }
    return source.content().stream()
        .filter(XmlElement.class::isInstance)
        .map(XmlElement.class::cast)
        .toList();
  }

  /** The metadata of one namespace, as virDomainGetMetadata gives it; null where there is none. */
  @Override
  public @Nullable String metadata(String namespace) {
    return MetadataElements.text(metadata(), namespace);
  }

  public DomainDefinition withName(String other) {
    return with(domain -> replaceText(domain, "name", other));
  }

  public DomainDefinition withUuid(UUID other) {
    return with(domain -> replaceText(domain, "uuid", other.toString()));
  }

  /** With another title; null takes it away. */
  @Override
  public DomainDefinition withTitle(@Nullable String other) {
    return with(domain -> replaceOptional(domain, DomainSchema.TITLE, other));
  }

  /** With another description; null takes it away. */
  @Override
  public DomainDefinition withDescription(@Nullable String other) {
    return with(domain -> replaceOptional(domain, DomainSchema.DESCRIPTION, other));
  }

  /**
   * With other metadata in one namespace (virDomainSetMetadata).
   *
   * @param key the prefix under which the namespace is declared
   * @param namespace the namespace's URI
   * @param xml the element, in no namespace or any; null takes the namespace's metadata away
   * @throws RpcException when it is not well formed
   */
  @Override
  public DomainDefinition withMetadata(String key, String namespace, @Nullable String xml) {
    List<XmlElement> changed = MetadataElements.replaced(metadata(), key, namespace, xml);
    return with(domain -> {
      domain.removeAll("metadata");
      // Once there, the element stays, even with nothing left in it.
      if (!changed.isEmpty() || root.child("metadata") != null) {
        Element metadata = new Element(DomainSchema.METADATA);
        metadata.setVerbatim(
            new XmlElement("metadata", "metadata", null, List.of(), List.copyOf(changed)));
        domain.add(metadata);
      }
    });
  }

  /** With another maximum of memory; the current one follows when it would be above it. */
  public DomainDefinition withMaxMemoryKib(long kib) {
    return with(domain -> {
      replaceText(domain, "memory", Long.toString(kib));
      if (currentMemoryKib() > kib) {
        replaceText(domain, "currentMemory", Long.toString(kib));
      }
    });
  }

  public DomainDefinition withCurrentMemoryKib(long kib) {
    return with(domain -> replaceText(domain, "currentMemory", Long.toString(kib)));
  }

  /** With another number of vCPUs; not above the maximum. */
  public DomainDefinition withVcpus(int count) {
    return with(domain -> Cpus.setCounts(domain, count, maxVcpus()));
  }

  /** With another maximum of vCPUs; the current number follows when it would be above it. */
  public DomainDefinition withMaxVcpus(int count) {
    return with(domain -> Cpus.setCounts(domain, Math.min(vcpus(), count), count));
  }

  /** With life-cycle actions as given, each unchanged where null. */
  public DomainDefinition withActions(
      @Nullable LifecycleAction poweroff,
      @Nullable LifecycleAction reboot,
      @Nullable LifecycleAction crash) {
    return with(domain -> {
      replaceAction(domain, "on_poweroff", poweroff);
      replaceAction(domain, "on_reboot", reboot);
      replaceAction(domain, "on_crash", crash);
    });
  }

  /** With anything changed. The consumer gets a copy whose children are still the frozen ones. */
  public DomainDefinition with(Consumer<Element> change) {
    Element copy = root.copy();
    change.accept(copy);
    return new DomainDefinition(copy);
  }

  private static void replaceAction(
      Element domain, String element, @Nullable LifecycleAction action) {
    if (action != null) {
      replaceText(domain, element, action.word());
    }
  }

  private static void replaceText(Element domain, String child, String text) {
    List<Element> children = new ArrayList<>(domain.children());
    for (int i = 0; i < children.size(); i++) {
      if (children.get(i).name().equals(child)) {
        Element copy = children.get(i).copy();
        copy.setText(text);
        domain.replace(i, copy);
      }
    }
  }

  private static void replaceOptional(Element domain, Schema schema, @Nullable String text) {
    domain.removeAll(schema.name());
    if (text != null && !text.isEmpty()) {
      domain.add(new Element(schema)).setText(text);
    }
  }

  private LifecycleAction action(String element) {
    return LifecycleAction.of(text(element));
  }

  private @Nullable String text(String child) {
    Element element = root.child(child);
    return element == null ? null : element.text();
  }

  private long number(String child) {
    String text = text(child);
    return text == null ? 0 : Long.parseLong(text);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DomainDefinition definition && root.equals(definition.root);
  }

  @Override
  public int hashCode() {
    return uuid.hashCode();
  }

  @Override
  public String toString() {
    return "DomainDefinition[" + name + ", " + uuid + "]";
  }
}
