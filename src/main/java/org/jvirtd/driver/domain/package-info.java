/**
 * Domains as drivers define them: the model, its reading from XML, its defaults, and its writing.
 */
@NullMarked
package org.jvirtd.driver.domain;

import org.jspecify.annotations.NullMarked;
