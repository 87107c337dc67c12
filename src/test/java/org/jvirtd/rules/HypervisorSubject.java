package org.jvirtd.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.jvirtd.protocol.domain.Domain;
import org.jvirtd.protocol.domain.DomainState;
import org.jvirtd.protocol.event.DomainLifecycleEvent;
import org.jvirtd.protocol.event.NetworkLifecycleEvent;
import org.jvirtd.protocol.event.StoragePoolLifecycleEvent;
import org.jvirtd.protocol.network.Network;
import org.jvirtd.protocol.remote.HypervisorProcedures;
import org.jvirtd.protocol.snapshot.DomainSnapshot;
import org.jvirtd.protocol.storage.StoragePool;
import org.jvirtd.rpc.RpcException;

/** A hypervisor, here or at the other end of a connection. */
public final class HypervisorSubject implements Subject {
  private final HypervisorProcedures hypervisor;
  private final Supplier<List<Record>> events;

  /**
   * @param events takes the events since it was last asked
   */
  public HypervisorSubject(HypervisorProcedures hypervisor, Supplier<List<Record>> events) {
    this.hypervisor = hypervisor;
    this.events = events;
  }

  @Override
  public String call(Call call) {
    try {
      switch (call.verb().kind()) {
        case DOMAIN -> domain(call);
        case NETWORK -> network(call);
        case POOL -> pool(call);
      }
      return OK;
    } catch (RpcException e) {
      return e.error().code() + "/" + e.error().domain() + " " + e.error().message();
    }
  }

  private void domain(Call call) {
    // Which number a client believes the domain to have matters to nobody.
    Domain domain = new Domain(call.objectName(), call.objectUuid(), -1);
    int extra = call.extra();
    switch (call.verb()) {
      case DOMAIN_DEFINE -> hypervisor.domainDefineXmlFlags(domainXml(call), 0);
      case DOMAIN_CREATE_XML -> hypervisor.domainCreateXml(domainXml(call), 0);
      case DOMAIN_START -> hypervisor.domainCreateWithFlags(domain, 0);
      case DOMAIN_SUSPEND -> hypervisor.domainSuspend(domain);
      case DOMAIN_RESUME -> hypervisor.domainResume(domain);
      case DOMAIN_SHUTDOWN -> hypervisor.domainShutdown(domain);
      case DOMAIN_REBOOT -> hypervisor.domainReboot(domain, 0);
      case DOMAIN_RESET -> hypervisor.domainReset(domain, 0);
      case DOMAIN_DESTROY -> hypervisor.domainDestroy(domain);
      case DOMAIN_UNDEFINE -> hypervisor.domainUndefineFlags(domain, extra);
      case DOMAIN_MANAGED_SAVE -> hypervisor.domainManagedSave(domain, extra);
      case DOMAIN_MANAGED_SAVE_REMOVE -> hypervisor.domainManagedSaveRemove(domain, 0);
      case DOMAIN_SET_AUTOSTART -> hypervisor.domainSetAutostart(domain, extra);
      case DOMAIN_RENAME ->
          hypervisor.domainRename(domain, Call.nameOf(Verb.Kind.DOMAIN, extra), 0);
      default -> snapshot(call, domain);
    }
  }

  private void snapshot(Call call, Domain domain) {
    DomainSnapshot snapshot = new DomainSnapshot(call.snapshotName(), domain);
    String xml = "<domainsnapshot><name>%s</name></domainsnapshot>".formatted(snapshot.name());
    switch (call.verb()) {
      case SNAPSHOT_CREATE -> hypervisor.domainSnapshotCreateXml(domain, xml, call.snapshotFlags());
      case SNAPSHOT_REVERT -> hypervisor.domainRevertToSnapshot(snapshot, call.snapshotFlags());
      case SNAPSHOT_DELETE -> hypervisor.domainSnapshotDelete(snapshot, call.snapshotFlags());
      default -> throw new IllegalArgumentException(call.toString());
    }
  }

  private static String domainXml(Call call) {
    String action =
        switch (call.extra()) {
          case Call.STOPS_ON_REBOOT -> "<on_reboot>destroy</on_reboot>";
          case Call.RESTARTS_ON_POWEROFF -> "<on_poweroff>restart</on_poweroff>";
          default -> "";
        };
    return "<domain type='test'><name>%s</name><uuid>%s</uuid><memory>8192</memory><os><type>hvm</type></os>%s</domain>"
        .formatted(call.objectName(), call.objectUuid(), action);
  }

  private void network(Call call) {
    Network network = new Network(call.objectName(), call.objectUuid());
    String xml =
        "<network><name>%s</name><uuid>%s</uuid></network>"
            .formatted(call.objectName(), call.objectUuid());
    switch (call.verb()) {
      case NETWORK_DEFINE -> hypervisor.networkDefineXml(xml);
      case NETWORK_CREATE_XML -> hypervisor.networkCreateXml(xml);
      case NETWORK_START -> hypervisor.networkCreate(network);
      case NETWORK_DESTROY -> hypervisor.networkDestroy(network);
      case NETWORK_UNDEFINE -> hypervisor.networkUndefine(network);
      case NETWORK_SET_AUTOSTART -> hypervisor.networkSetAutostart(network, call.extra());
      default -> throw new IllegalArgumentException(call.toString());
    }
  }

  private void pool(Call call) {
    StoragePool pool = new StoragePool(call.objectName(), call.objectUuid());
    String xml =
        "<pool type='dir'><name>%1$s</name><uuid>%2$s</uuid><target><path>/%1$s</path></target></pool>"
            .formatted(call.objectName(), call.objectUuid());
    switch (call.verb()) {
      case POOL_DEFINE -> hypervisor.storagePoolDefineXml(xml, 0);
      case POOL_CREATE_XML -> hypervisor.storagePoolCreateXml(xml, 0);
      case POOL_START -> hypervisor.storagePoolCreate(pool, 0);
      case POOL_BUILD -> hypervisor.storagePoolBuild(pool, 0);
      case POOL_DELETE -> hypervisor.storagePoolDelete(pool, 0);
      case POOL_DESTROY -> hypervisor.storagePoolDestroy(pool);
      case POOL_UNDEFINE -> hypervisor.storagePoolUndefine(pool);
      case POOL_SET_AUTOSTART -> hypervisor.storagePoolSetAutostart(pool, call.extra());
      default -> throw new IllegalArgumentException(call.toString());
    }
  }

  @Override
  public List<String> state(Verb.Kind kind) {
    return switch (kind) {
      case DOMAIN -> each(this::domainState);
      case NETWORK -> each(this::networkState);
      case POOL -> each(this::poolState);
    };
  }

  private static List<String> each(IntFunction<String> state) {
    return IntStream.range(0, Call.OBJECTS)
        .mapToObj(uuid -> uuid + ": " + orAbsent(() -> state.apply(uuid)))
        .toList();
  }

  private static String orAbsent(Supplier<String> state) {
    try {
      return state.get();
    } catch (RpcException e) {
      return "error " + e.error().code();
    }
  }

  private String domainState(int number) {
    Domain domain = hypervisor.domainLookupByUuid(Call.uuidOf(number));
    DomainState state = hypervisor.domainGetState(domain, 0);
    return "%s id %d, %d/%d, persistent %d, autostart %d, saved %d, snapshots %s, current %s"
        .formatted(
            domain.name(),
            domain.id(),
            state.state(),
            state.reason(),
            hypervisor.domainIsPersistent(domain),
            hypervisor.domainGetAutostart(domain),
            hypervisor.domainHasManagedSaveImage(domain, 0),
            hypervisor.domainSnapshotListNames(domain, 10, 0).stream().sorted().toList(),
            currentSnapshot(domain));
  }

  private @Nullable String currentSnapshot(Domain domain) {
    return hypervisor.domainHasCurrentSnapshot(domain, 0) == 0
        ? null
        : hypervisor.domainSnapshotCurrent(domain, 0).name();
  }

  private String networkState(int number) {
    Network network = hypervisor.networkLookupByUuid(Call.uuidOf(number));
    return "%s active %d, persistent %d, autostart %d"
        .formatted(
            network.name(),
            hypervisor.networkIsActive(network),
            hypervisor.networkIsPersistent(network),
            hypervisor.networkGetAutostart(network));
  }

  private String poolState(int number) {
    StoragePool pool = hypervisor.storagePoolLookupByUuid(Call.uuidOf(number));
    return "%s active %d, persistent %d, autostart %d"
        .formatted(
            pool.name(),
            hypervisor.storagePoolIsActive(pool),
            hypervisor.storagePoolIsPersistent(pool),
            hypervisor.storagePoolGetAutostart(pool));
  }

  @Override
  public List<String> takeEvents() {
    List<String> told = new ArrayList<>();
    events.get().forEach(event -> told.add(text(event)));
    return told;
  }

  private static String text(Record event) {
    return switch (event) {
      case DomainLifecycleEvent e ->
          named(e.domain().name(), e.domain().uuid())
              + " id %d, %d/%d".formatted(e.domain().id(), e.event(), e.detail());
      case NetworkLifecycleEvent e ->
          named(e.network().name(), e.network().uuid()) + " " + e.event();
      case StoragePoolLifecycleEvent e -> named(e.pool().name(), e.pool().uuid()) + " " + e.event();
      default -> event.toString();
    };
  }

  private static String named(String name, UUID uuid) {
    return name + "/" + (uuid.getLeastSignificantBits() & 0xff);
  }
}
