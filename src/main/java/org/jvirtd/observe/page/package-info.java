/** The page: a live view of the daemon, for a browser. */
@NullMarked
package org.jvirtd.observe.page;

import org.jspecify.annotations.NullMarked;
