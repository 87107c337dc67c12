/**
 * XML as the drivers read and write it: a hardened reader, a small tree as the model, and schemas
 * that say per element what is read, how it is checked, and in which order it is written.
 */
@NullMarked
package org.jvirtd.driver.xml;

import org.jspecify.annotations.NullMarked;
