/** Traces of calls, sent to a collector by OTLP where one is named. */
@NullMarked
package org.jvirtd.observe.trace;

import org.jspecify.annotations.NullMarked;
