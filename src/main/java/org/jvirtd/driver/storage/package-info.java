/** What storage pools and volumes are, and their XML, as libvirt has them. */
@NullMarked
package org.jvirtd.driver.storage;

import org.jspecify.annotations.NullMarked;
