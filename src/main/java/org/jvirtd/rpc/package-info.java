/** libvirt's RPC: frames, headers, connections, request window, keepalive, programs. */
@NullMarked
package org.jvirtd.rpc;

import org.jspecify.annotations.NullMarked;
