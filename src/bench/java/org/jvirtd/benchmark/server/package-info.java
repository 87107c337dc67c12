/** The daemons that are measured, each a process of its own, and what they use of the machine. */
@NullMarked
package org.jvirtd.benchmark.server;

import org.jspecify.annotations.NullMarked;
