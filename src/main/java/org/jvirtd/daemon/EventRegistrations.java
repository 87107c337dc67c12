package org.jvirtd.daemon;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.ErrorDomain;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.protocol.domain.Domain;
import org.jvirtd.protocol.network.Network;
import org.jvirtd.protocol.nodedevice.NodeDevice;
import org.jvirtd.protocol.remote.EventRegistrationProcedures;
import org.jvirtd.protocol.secret.Secret;
import org.jvirtd.protocol.storage.StoragePool;
import org.jvirtd.rpc.RpcError;
import org.jvirtd.rpc.RpcException;

/**
 * The events that one connection's client has registered for, with the rules and errors of
 * libvirt's daemon (semantics section 15). Events are sent in the order in which the driver emits
 * them. Safe for several threads at once.
 */
final class EventRegistrations implements EventRegistrationProcedures {
  private static final int LIFECYCLE = 0;

  private final RemoteSession session;
  private final List<Registration> registrations = new CopyOnWriteArrayList<>();
  private int nextCallbackId;
  private volatile boolean closeCallback;

  EventRegistrations(RemoteSession session) {
    this.session = session;
  }

  /** Sends an event to the client, once for each registration that wants it. */
  void emit(Record event) {
    for (Registration registration : registrations) {
      if (registration.wants(event)) {
        session.connection().send(registration.type().encode(registration, event));
      }
    }
  }

  /** Whether the client wants to be told when the daemon gives the hypervisor up. */
  boolean wantsCloseCallback() {
    return closeCallback;
  }

  /** Forgets all, also what is just being registered: without a hypervisor no more can come. */
  synchronized void clear() {
    registrations.clear();
    closeCallback = false;
  }

  private synchronized int register(
      EventKind kind, int eventId, @Nullable Object key, boolean legacy) {
    EventType type = kind.event(eventId);
    if (type == null || (legacy && !type.hasLegacyMessage())) {
      throw internal("unsupported " + kind.idPrefix() + "event ID " + eventId);
    }
    if (!session.hypervisor().emits(kind.type())) {
      throw LibvirtException.notSupported(kind.errorDomain(), kind.api());
    }
    Registration added = new Registration(nextCallbackId, kind, type, key, legacy);
    if (registrations.stream().anyMatch(added::asksTheSameAs)) {
      throw LibvirtException.of(
          ErrorCode.INVALID_ARG, ErrorDomain.NONE, "event callback already tracked");
    }
    registrations.add(added);
    return nextCallbackId++;
  }

  private synchronized void deregister(EventKind kind, int callbackId) {
    session.hypervisor();
    if (!registrations.removeIf(r -> r.kind() == kind && r.callbackId() == callbackId)) {
      throw internal(
          "%s event callback %d not registered".formatted(kind.callbackName(), callbackId));
    }
  }

  private synchronized void deregisterLegacy(int eventId) {
    session.hypervisor();
    EventType type = EventKind.DOMAIN.event(eventId);
    if (type == null || !type.hasLegacyMessage()) {
      throw internal("unsupported event ID " + eventId);
    }
    // The first registration for the event goes, in whichever way it was made: as libvirtd has it.
    for (Registration registration : registrations) {
      if (registration.type() == type) {
        registrations.remove(registration);
        return;
      }
    }
    throw internal("domain event %d not registered".formatted(eventId));
  }

  private static RpcException internal(String detail) {
    return new RpcException(RpcError.internal(detail));
  }

  @Override
  public int connectDomainEventRegister() {
    register(EventKind.DOMAIN, LIFECYCLE, null, true);
    return count();
  }

  @Override
  public int connectDomainEventDeregister() {
    deregisterLegacy(LIFECYCLE);
    return count();
  }

  /** What the old pair of procedures returns is a count that libvirtd always leaves at 0. */
  private static int count() {
    return 0;
  }

  @Override
  public void connectDomainEventRegisterAny(int eventId) {
    register(EventKind.DOMAIN, eventId, null, true);
  }

  @Override
  public void connectDomainEventDeregisterAny(int eventId) {
    deregisterLegacy(eventId);
  }

  @Override
  public int connectDomainEventCallbackRegisterAny(int eventId, @Nullable Domain domain) {
    return register(EventKind.DOMAIN, eventId, domain == null ? null : domain.uuid(), false);
  }

  @Override
  public void connectDomainEventCallbackDeregisterAny(int callbackId) {
    deregister(EventKind.DOMAIN, callbackId);
  }

  @Override
  public int connectNetworkEventRegisterAny(int eventId, @Nullable Network network) {
    return register(EventKind.NETWORK, eventId, network == null ? null : network.uuid(), false);
  }

  @Override
  public void connectNetworkEventDeregisterAny(int callbackId) {
    deregister(EventKind.NETWORK, callbackId);
  }

  @Override
  public int connectStoragePoolEventRegisterAny(int eventId, @Nullable StoragePool pool) {
    return register(EventKind.STORAGE_POOL, eventId, pool == null ? null : pool.uuid(), false);
  }

  @Override
  public void connectStoragePoolEventDeregisterAny(int callbackId) {
    deregister(EventKind.STORAGE_POOL, callbackId);
  }

  @Override
  public int connectNodeDeviceEventRegisterAny(int eventId, @Nullable NodeDevice device) {
    return register(EventKind.NODE_DEVICE, eventId, device == null ? null : device.name(), false);
  }

  @Override
  public void connectNodeDeviceEventDeregisterAny(int callbackId) {
    deregister(EventKind.NODE_DEVICE, callbackId);
  }

  @Override
  public int connectSecretEventRegisterAny(int eventId, @Nullable Secret secret) {
    return register(EventKind.SECRET, eventId, secret == null ? null : secret.uuid(), false);
  }

  @Override
  public void connectSecretEventDeregisterAny(int callbackId) {
    deregister(EventKind.SECRET, callbackId);
  }

  @Override
  public void connectRegisterCloseCallback() {
    session.hypervisor();
    closeCallback = true;
  }

  @Override
  public void connectUnregisterCloseCallback() {
    session.hypervisor();
    closeCallback = false;
  }
}
