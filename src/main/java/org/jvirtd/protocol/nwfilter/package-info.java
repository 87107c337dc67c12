/** Network filters: procedures and wire records. */
@NullMarked
package org.jvirtd.protocol.nwfilter;

import org.jspecify.annotations.NullMarked;
