package org.jvirtd.protocol.remote;

import static org.jvirtd.protocol.ErrorDomain.DOMAIN;
import static org.jvirtd.protocol.ErrorDomain.NETWORK;
import static org.jvirtd.protocol.ErrorDomain.NODEDEV;
import static org.jvirtd.protocol.ErrorDomain.SECRET;
import static org.jvirtd.protocol.ErrorDomain.STORAGE;
import static org.jvirtd.rpc.Procedure.Priority.HIGH;

import org.jspecify.annotations.Nullable;
import org.jvirtd.protocol.ReportsAs;
import org.jvirtd.protocol.domain.Domain;
import org.jvirtd.protocol.network.Network;
import org.jvirtd.protocol.nodedevice.NodeDevice;
import org.jvirtd.protocol.secret.Secret;
import org.jvirtd.protocol.storage.StoragePool;
import org.jvirtd.rpc.Procedure;

/**
 * The procedures of REMOTE by which a client asks for events and gives them up again. The server
 * answers them; a driver only emits events.
 */
public interface EventRegistrationProcedures {
  @ReportsAs(DOMAIN)
  @Procedure(value = 105, priority = HIGH, api = "virConnectDomainEventRegisterAny")
  int connectDomainEventRegister();

  @ReportsAs(DOMAIN)
  @Procedure(value = 106, priority = HIGH, api = "virConnectDomainEventDeregisterAny")
  int connectDomainEventDeregister();

  @ReportsAs(DOMAIN)
  @Procedure(value = 167, priority = HIGH, api = "virConnectDomainEventRegisterAny")
  void connectDomainEventRegisterAny(int eventId);

  @ReportsAs(DOMAIN)
  @Procedure(value = 168, priority = HIGH, api = "virConnectDomainEventDeregisterAny")
  void connectDomainEventDeregisterAny(int eventId);

  @ReportsAs(NETWORK)
  @Procedure(value = 313, priority = HIGH, api = "virConnectNetworkEventRegisterAny")
  int connectNetworkEventRegisterAny(int eventId, @Nullable Network network);

  @ReportsAs(NETWORK)
  @Procedure(value = 314, priority = HIGH, api = "virConnectNetworkEventDeregisterAny")
  void connectNetworkEventDeregisterAny(int callbackId);

  @ReportsAs(DOMAIN)
  @Procedure(value = 316, priority = HIGH, api = "virConnectDomainEventRegisterAny")
  int connectDomainEventCallbackRegisterAny(int eventId, @Nullable Domain domain);

  @ReportsAs(DOMAIN)
  @Procedure(value = 317, priority = HIGH, api = "virConnectDomainEventDeregisterAny")
  void connectDomainEventCallbackDeregisterAny(int callbackId);

  @ReportsAs(DOMAIN)
  @Procedure(
      value = 360,
      priority = HIGH,
      api = "virConnectRegisterCloseCallback",
      essential = true)
  void connectRegisterCloseCallback();

  @ReportsAs(DOMAIN)
  @Procedure(
      value = 361,
      priority = HIGH,
      api = "virConnectUnregisterCloseCallback",
      essential = true)
  void connectUnregisterCloseCallback();

  @ReportsAs(STORAGE)
  @Procedure(value = 368, priority = HIGH, api = "virConnectStoragePoolEventRegisterAny")
  int connectStoragePoolEventRegisterAny(int eventId, @Nullable StoragePool pool);

  @ReportsAs(STORAGE)
  @Procedure(value = 369, priority = HIGH, api = "virConnectStoragePoolEventDeregisterAny")
  void connectStoragePoolEventDeregisterAny(int callbackId);

  @ReportsAs(NODEDEV)
  @Procedure(value = 374, priority = HIGH, api = "virConnectNodeDeviceEventRegisterAny")
  int connectNodeDeviceEventRegisterAny(int eventId, @Nullable NodeDevice device);

  @ReportsAs(NODEDEV)
  @Procedure(value = 375, priority = HIGH, api = "virConnectNodeDeviceEventDeregisterAny")
  void connectNodeDeviceEventDeregisterAny(int callbackId);

  @ReportsAs(SECRET)
  @Procedure(value = 380, priority = HIGH, api = "virConnectSecretEventRegisterAny")
  int connectSecretEventRegisterAny(int eventId, @Nullable Secret secret);

  @ReportsAs(SECRET)
  @Procedure(value = 381, priority = HIGH, api = "virConnectSecretEventDeregisterAny")
  void connectSecretEventDeregisterAny(int callbackId);
}
