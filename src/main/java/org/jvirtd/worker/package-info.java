/** The worker pool: runs jobs on threads that Spring's executor owns. */
@NullMarked
package org.jvirtd.worker;

import org.jspecify.annotations.NullMarked;
