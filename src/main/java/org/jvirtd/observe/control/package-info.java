/** What changes the daemon over HTTP: what virt-admin can do too. */
@NullMarked
package org.jvirtd.observe.control;

import org.jspecify.annotations.NullMarked;
