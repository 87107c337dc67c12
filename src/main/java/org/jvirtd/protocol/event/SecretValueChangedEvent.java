package org.jvirtd.protocol.event;

import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.secret.Secret;

/** The wire structure {@code remote_secret_event_value_changed_msg}. */
@ObjectEvent(id = 1, procedure = 383)
public record SecretValueChangedEvent(Secret secret) implements SecretEvent {}
