/** What a hypervisor driver is. */
@NullMarked
package org.jvirtd.driver;

import org.jspecify.annotations.NullMarked;
