/** Domain checkpoints: procedures and wire records. */
@NullMarked
package org.jvirtd.protocol.checkpoint;

import org.jspecify.annotations.NullMarked;
