package org.jvirtd.driver.test;

import static org.jvirtd.protocol.ErrorDomain.DOMAIN;

import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.NamedLock;
import org.jvirtd.driver.domain.CheckpointDefinition;
import org.jvirtd.driver.domain.DomainDefinition;
import org.jvirtd.driver.domain.SnapshotDefinition;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.protocol.domain.Domain;

/**
 * A domain of the test hypervisor: its definitions, its state (see {@link RunState}) and what its
 * imaginary guest remembers.
 *
 * <p>One lock guards all of it. {@link DomainTable} takes it before it hands a domain out; every
 * method here expects it to be held.
 *
 * <p>There are up to two definitions, as in libvirt: {@code current} is what runs, or would run;
 * {@code next} is there only while the domain is active, and becomes the current one when it stops.
 */
final class TestDomain {
  private final NamedLock lock = new NamedLock(() -> "domain '" + name() + "'");
  private final UUID uuid;
  private final GuestState guest = new GuestState();
  private final Polling polling = new Polling();
  private final Moments<SnapshotDefinition> snapshots = new Moments<>();
  private final Moments<CheckpointDefinition> checkpoints = new Moments<>();

  private DomainDefinition current;
  private @Nullable DomainDefinition next;
  private RunState state = RunState.SHUTOFF_UNKNOWN;
  private int id = -1;
  private boolean persistent;
  private boolean autostart;
  private boolean managedSave;
  private boolean removed;

  TestDomain(DomainDefinition definition) {
    this.uuid = definition.uuid();
    this.current = definition;
  }

  NamedLock lock() {
    return lock;
  }

  UUID uuid() {
    return uuid;
  }

  String name() {
    return current.name();
  }

  int id() {
    return id;
  }

  RunState state() {
    return state;
  }

  boolean isActive() {
    return state.isActive();
  }

  boolean isPersistent() {
    return persistent;
  }

  GuestState guest() {
    return guest;
  }

  Polling polling() {
    return polling;
  }

  Moments<SnapshotDefinition> snapshots() {
    return snapshots;
  }

  Moments<CheckpointDefinition> checkpoints() {
    return checkpoints;
  }

  /** How clients name this domain. */
  Domain handle() {
    return new Domain(name(), uuid, id);
  }

  DomainDefinition current() {
    return current;
  }

  /** The definition for the next start: the current one of a domain that has no other. */
  DomainDefinition inactive() {
    return next != null ? next : current;
  }

  /**
   * Takes a new persistent definition. An active domain uses it from its next start on; so does one
   * that has just been stopped and has kept its id, which is what libvirt goes by.
   *
   * @return whether there was one already
   */
  boolean redefine(DomainDefinition definition) {
    boolean identified = id != -1;
    boolean known = !identified || next != null;
    if (identified) {
      next = definition;
    } else {
      current = definition;
    }
    return known;
  }

  void becomePersistent() {
    persistent = true;
  }

  /** Forgets that it is to stay; its next definition remains readable while it runs. */
  void becomeTransient() {
    persistent = false;
    managedSave = false;
  }

  /** Takes a definition for one run only. */
  void replaceForOneRun(DomainDefinition definition) {
    if (isActive()) {
      throw LibvirtException.invalidOperation(DOMAIN, "domain '" + name() + "' is already active");
    }
    next = current;
    current = definition;
  }

  /**
   * SHUTOFF to RUNNING.
   *
   * @param copy makes the definition for the next start out of the one that runs
   */
  void start(RunState running, int newId, UnaryOperator<DomainDefinition> copy) {
    state = running;
    id = newId;
    if (persistent && next == null) {
      next = copy.apply(current);
    }
    managedSave = false;
  }

  /** Changes between states in which the domain is active. */
  void become(RunState active) {
    state = active;
  }

  /**
   * Any active state to SHUTOFF. A domain without a next definition keeps its id: it is about to be
   * removed, and its last event still carries it.
   */
  void stop(RunState shutoff) {
    state = shutoff;
    if (next != null) {
      current = next;
      next = null;
      id = -1;
    }
  }

  void rename(String newName) {
    current = current.withName(newName);
  }

  boolean isAutostarted() {
    return autostart;
  }

  void setAutostart(boolean autostart) {
    this.autostart = autostart;
  }

  boolean hasManagedSave() {
    return managedSave;
  }

  void setManagedSave(boolean managedSave) {
    this.managedSave = managedSave;
  }

  boolean isRemoved() {
    return removed;
  }

  void markRemoved() {
    removed = true;
  }

  /**
   * @throws LibvirtException OPERATION_INVALID if the domain is not active
   */
  void requireActive() {
    if (!isActive()) {
      throw LibvirtException.invalidOperation(DOMAIN, "domain is not running");
    }
  }

  /** The one definition that the AFFECT flags mean. */
  DomainDefinition definition(int flags) {
    requireOne(flags);
    return affectsLive(impact(flags)) || !isActive() ? current : inactive();
  }

  /** Whether the AFFECT flags, both at once excluded, mean the running domain. */
  boolean meansLive(int flags) {
    requireOne(flags);
    return affectsLive(impact(flags));
  }

  /** Changes the one definition that the AFFECT flags mean. */
  void editOne(int flags, UnaryOperator<DomainDefinition> change) {
    requireOne(flags);
    editEach(flags, change, change);
  }

  /**
   * Changes the running definition, the persistent one, or both, as the AFFECT flags say. Both
   * changes are computed before either is applied, so that an error leaves all as it was.
   */
  void editEach(
      int flags, UnaryOperator<DomainDefinition> live, UnaryOperator<DomainDefinition> config) {
    int impact = impact(flags);
    if (!isActive()) {
      current = config.apply(current);
      return;
    }
    DomainDefinition newCurrent = affectsLive(impact) ? live.apply(current) : current;
    if ((impact & Flag.VIR_DOMAIN_AFFECT_CONFIG) != 0) {
      next = config.apply(inactive());
    }
    current = newCurrent;
  }

  private static void requireOne(int flags) {
    Check.exclusive(
        flags, Check.AFFECT_LIVE, Check.AFFECT_CONFIG, "virDomainObjGetOneDefState", "flags");
  }

  private static boolean affectsLive(int impact) {
    return (impact & Flag.VIR_DOMAIN_AFFECT_LIVE) != 0;
  }

  /** What the AFFECT flags mean now: none of them stands for the state the domain is in. */
  private int impact(int flags) {
    int impact = flags & Flag.AFFECT;
    if (impact == 0) {
      impact = isActive() ? Flag.VIR_DOMAIN_AFFECT_LIVE : Flag.VIR_DOMAIN_AFFECT_CONFIG;
    }
    if (affectsLive(impact)) {
      requireActive();
    }
    if (!persistent && (impact & Flag.VIR_DOMAIN_AFFECT_CONFIG) != 0) {
      throw LibvirtException.invalidOperation(
          DOMAIN, "transient domains do not have any persistent config");
    }
    return impact;
  }
}
