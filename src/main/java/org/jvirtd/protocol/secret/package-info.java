/** Secrets: procedures and wire records. */
@NullMarked
package org.jvirtd.protocol.secret;

import org.jspecify.annotations.NullMarked;
