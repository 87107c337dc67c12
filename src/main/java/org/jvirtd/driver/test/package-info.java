/** The in-memory test hypervisor. */
@NullMarked
package org.jvirtd.driver.test;

import org.jspecify.annotations.NullMarked;
