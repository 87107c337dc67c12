package org.jvirtd.protocol.event;

import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.secret.Secret;

/** The wire structure {@code remote_secret_event_lifecycle_msg}. */
@ObjectEvent(id = 0, procedure = 382)
public record SecretLifecycleEvent(Secret secret, int event, int detail) implements SecretEvent {}
