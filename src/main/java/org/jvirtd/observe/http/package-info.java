/** Who may do what over HTTP: logins, and what browsers could be misused for. */
@NullMarked
package org.jvirtd.observe.http;

import org.jspecify.annotations.NullMarked;
