/** The ADMIN program. */
@NullMarked
package org.jvirtd.protocol.admin;

import org.jspecify.annotations.NullMarked;
