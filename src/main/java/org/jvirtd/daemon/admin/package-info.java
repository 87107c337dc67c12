/** The ADMIN program: what virt-admin sees and changes while the daemon runs. */
@NullMarked
package org.jvirtd.daemon.admin;

import org.jspecify.annotations.NullMarked;
