/** Host interfaces: procedures and wire records. */
@NullMarked
package org.jvirtd.protocol.interfaces;

import org.jspecify.annotations.NullMarked;
