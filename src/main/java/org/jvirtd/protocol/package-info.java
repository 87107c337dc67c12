/** libvirt's programs as annotated interfaces, their wire records, error codes and features. */
@NullMarked
package org.jvirtd.protocol;

import org.jspecify.annotations.NullMarked;
