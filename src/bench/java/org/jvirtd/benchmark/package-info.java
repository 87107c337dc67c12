/** The benchmark: both daemons under the same load, by turns, and what came of it. */
@NullMarked
package org.jvirtd.benchmark;

import org.jspecify.annotations.NullMarked;
