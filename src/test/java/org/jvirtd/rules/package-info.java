/**
 * The rules of life of a test world, written down a second time, as plainly as can be; and random
 * calls that try whether a hypervisor keeps to them.
 */
@NullMarked
package org.jvirtd.rules;

import org.jspecify.annotations.NullMarked;
