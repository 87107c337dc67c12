/** The REMOTE program as a whole, and what a server answers of it by itself. */
@NullMarked
package org.jvirtd.protocol.remote;

import org.jspecify.annotations.NullMarked;
