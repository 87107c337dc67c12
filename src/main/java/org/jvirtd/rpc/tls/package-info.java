/**
 * TLS between a socket and a connection: credentials, handshakes, and the channel that is left of
 * them. It knows the event loop, and nothing of frames and calls.
 */
@NullMarked
package org.jvirtd.rpc.tls;

import org.jspecify.annotations.NullMarked;
