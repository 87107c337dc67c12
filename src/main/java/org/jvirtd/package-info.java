/** jvirtd: the application. */
@NullMarked
package org.jvirtd;

import org.jspecify.annotations.NullMarked;
