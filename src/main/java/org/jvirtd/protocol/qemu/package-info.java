/** The QEMU program. */
@NullMarked
package org.jvirtd.protocol.qemu;

import org.jspecify.annotations.NullMarked;
