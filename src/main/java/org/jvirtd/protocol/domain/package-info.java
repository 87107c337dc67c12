/** Domains: procedures and wire records. */
@NullMarked
package org.jvirtd.protocol.domain;

import org.jspecify.annotations.NullMarked;
