/**
 * The daemon beside its model: the same clients, unmodified, drive the real libvirtd and jvirtd,
 * and what they see is compared. A peer that is not installed skips its tests, except where {@code
 * CI=true}: there it fails them.
 */
@NullMarked
package org.jvirtd.compat;

import org.jspecify.annotations.NullMarked;
