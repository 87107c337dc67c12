/** The daemon: sessions, the REMOTE program's server side, event fan-out. */
@NullMarked
package org.jvirtd.daemon;

import org.jspecify.annotations.NullMarked;
