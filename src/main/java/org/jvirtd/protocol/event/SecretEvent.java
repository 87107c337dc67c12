package org.jvirtd.protocol.event;

import org.jvirtd.protocol.secret.Secret;

/** An event about a secret. */
public sealed interface SecretEvent permits SecretLifecycleEvent, SecretValueChangedEvent {

  /** The secret that the event is about. */
  Secret secret();
}
