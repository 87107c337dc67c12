/** The LXC program. */
@NullMarked
package org.jvirtd.protocol.lxc;

import org.jspecify.annotations.NullMarked;
