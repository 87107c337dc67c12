/** The host's devices as drivers define them: the model, its reading from XML, and its writing. */
@NullMarked
package org.jvirtd.driver.nodedevice;

import org.jspecify.annotations.NullMarked;
