/** Node devices: procedures and wire records. */
@NullMarked
package org.jvirtd.protocol.nodedevice;

import org.jspecify.annotations.NullMarked;
