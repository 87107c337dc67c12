/** Spring wiring and configuration properties. */
@NullMarked
package org.jvirtd.config;

import org.jspecify.annotations.NullMarked;
