/** Measures how long the daemon takes to be ready, and what it holds then. */
@NullMarked
package org.jvirtd.startup;

import org.jspecify.annotations.NullMarked;
