/** Domain snapshots: procedures and wire records. */
@NullMarked
package org.jvirtd.protocol.snapshot;

import org.jspecify.annotations.NullMarked;
