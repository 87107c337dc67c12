/** RFC 4506 (XDR): reader, writer, and codecs derived from Java types. Knows only the JDK. */
@NullMarked
package org.jvirtd.xdr;

import org.jspecify.annotations.NullMarked;
