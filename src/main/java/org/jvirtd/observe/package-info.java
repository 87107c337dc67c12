/** What the daemon shows of itself: endpoints, meters, health. */
@NullMarked
package org.jvirtd.observe;

import org.jspecify.annotations.NullMarked;
