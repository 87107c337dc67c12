package org.jvirtd.protocol.event;

import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.secret.Secret;

/** A secret has a new value. */
@ObjectEvent(id = 1, procedure = 383)
public record SecretValueChangedEvent(Secret secret) implements SecretEvent {}
