/** The event loop: handles and timeouts over one selector. Knows only the JDK. */
@NullMarked
package org.jvirtd.event;

import org.jspecify.annotations.NullMarked;
