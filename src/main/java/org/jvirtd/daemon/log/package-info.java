/**
 * What is logged and where to, in libvirt's words: filters and outputs, which virt-admin shows and
 * changes while the daemon runs.
 */
@NullMarked
package org.jvirtd.daemon.log;

import org.jspecify.annotations.NullMarked;
