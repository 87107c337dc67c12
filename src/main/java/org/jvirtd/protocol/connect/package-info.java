/** The connection to a hypervisor, and the machine it runs on. */
@NullMarked
package org.jvirtd.protocol.connect;

import org.jspecify.annotations.NullMarked;
