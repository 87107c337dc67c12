/** Storage pools and volumes: procedures and wire records. */
@NullMarked
package org.jvirtd.protocol.storage;

import org.jspecify.annotations.NullMarked;
