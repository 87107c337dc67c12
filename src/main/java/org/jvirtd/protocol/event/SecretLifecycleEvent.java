package org.jvirtd.protocol.event;

import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.secret.Secret;

/**
 * A secret was defined or undefined.
 *
 * @param event a number of {@link SecretEventTypes}
 */
@ObjectEvent(id = 0, procedure = 382)
public record SecretLifecycleEvent(Secret secret, int event, int detail) implements SecretEvent {}
