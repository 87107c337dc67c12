/** Logins by SASL: SCRAM-SHA-256 on the server's side (RFC 5802 and 7677), and its users. */
@NullMarked
package org.jvirtd.rpc.sasl;

import org.jspecify.annotations.NullMarked;
