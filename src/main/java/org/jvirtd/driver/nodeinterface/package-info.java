/**
 * The host's network interfaces as drivers define them: the model, its reading from XML, and its
 * writing. These are libvirt's "interface" objects, not the interfaces of guests.
 */
@NullMarked
package org.jvirtd.driver.nodeinterface;

import org.jspecify.annotations.NullMarked;
