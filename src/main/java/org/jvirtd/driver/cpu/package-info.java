/**
 * Processors as libvirt names them: the models and their features, the XML of a host's processor,
 * and the processor that several hosts have in common.
 */
@NullMarked
package org.jvirtd.driver.cpu;

import org.jspecify.annotations.NullMarked;
