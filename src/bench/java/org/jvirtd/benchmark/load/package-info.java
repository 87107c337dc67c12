/** The load client: one thread, channels in non-blocking mode, every reply checked. */
@NullMarked
package org.jvirtd.benchmark.load;

import org.jspecify.annotations.NullMarked;
