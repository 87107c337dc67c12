package org.jvirtd.daemon;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.jvirtd.protocol.ErrorDomain;
import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.event.DomainEvent;
import org.jvirtd.protocol.event.NetworkEvent;
import org.jvirtd.protocol.event.NodeDeviceEvent;
import org.jvirtd.protocol.event.SecretEvent;
import org.jvirtd.protocol.event.StoragePoolEvent;

/** The kinds of objects that clients register for events of (semantics section 15). */
enum EventKind {
  DOMAIN(DomainEvent.class, ErrorDomain.DOMAIN, "virConnectDomainEventRegisterAny", "", "domain"),
  NETWORK(
      NetworkEvent.class,
      ErrorDomain.NETWORK,
      "virConnectNetworkEventRegisterAny",
      "network ",
      "network"),
  STORAGE_POOL(
      StoragePoolEvent.class,
      ErrorDomain.STORAGE,
      "virConnectStoragePoolEventRegisterAny",
      "storage pool ",
      "storage pool"),
  NODE_DEVICE(
      NodeDeviceEvent.class,
      ErrorDomain.NODEDEV,
      "virConnectNodeDeviceEventRegisterAny",
      "node device ",
      "node device"),
  // libvirtd 9.0.0 names a secret's callback a node device's; clients may see that text.
  SECRET(
      SecretEvent.class,
      ErrorDomain.SECRET,
      "virConnectSecretEventRegisterAny",
      "secret ",
      "node device");

  private final Class<?> type;
  private final ErrorDomain errorDomain;
  private final String api;
  private final String idPrefix;
  private final String callbackName;

  @SuppressWarnings("ImmutableEnumChecker") // filled here and only read from then on
  private final Map<Integer, EventType> byId = new HashMap<>();

  EventKind(
      Class<?> type, ErrorDomain errorDomain, String api, String idPrefix, String callbackName) {
    this.type = type;
    this.errorDomain = errorDomain;
    this.api = api;
    this.idPrefix = idPrefix;
    this.callbackName = callbackName;
    for (Class<?> event : type.getPermittedSubclasses()) {
      ObjectEvent annotation = Objects.requireNonNull(event.getAnnotation(ObjectEvent.class));
      byId.put(annotation.id(), new EventType(annotation, event.asSubclass(Record.class)));
    }
  }

  /** The interface of the kind's events. */
  Class<?> type() {
    return type;
  }

  ErrorDomain errorDomain() {
    return errorDomain;
  }

  /** The public function by which a client registers. */
  String api() {
    return api;
  }

  /** What stands before "event ID" in the error for an unknown one. */
  String idPrefix() {
    return idPrefix;
  }

  /** What the error for an unknown callback calls it. */
  String callbackName() {
    return callbackName;
  }

  /** The event with this number, or null. */
  @Nullable EventType event(int id) {
    return byId.get(id);
  }

  /** What tells the object of an event from others of its kind. */
  static Object keyOf(Record event) {
    return switch (event) {
      case DomainEvent domain -> domain.domain().uuid();
      case NetworkEvent network -> network.network().uuid();
      case StoragePoolEvent pool -> pool.pool().uuid();
      case NodeDeviceEvent device -> device.device().name();
      case SecretEvent secret -> secret.secret().uuid();
      default -> throw new IllegalArgumentException(event.getClass() + " is no object's event");
    };
  }
}
