/** Networks and their ports: procedures and wire records. */
@NullMarked
package org.jvirtd.protocol.network;

import org.jspecify.annotations.NullMarked;
