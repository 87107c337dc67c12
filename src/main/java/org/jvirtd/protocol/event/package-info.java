/** The events that a driver emits: one record each. */
@NullMarked
package org.jvirtd.protocol.event;

import org.jspecify.annotations.NullMarked;
