/**
 * Virtual networks as drivers define them: the model, its reading from XML, its updates part by
 * part, and its writing.
 */
@NullMarked
package org.jvirtd.driver.network;

import org.jspecify.annotations.NullMarked;
