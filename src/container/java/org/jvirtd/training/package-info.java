/**
 * Traffic that trains the ahead-of-time cache. It runs while an image is built, beside the daemon,
 * and is in no image.
 */
@NullMarked
package org.jvirtd.training;

import org.jspecify.annotations.NullMarked;
