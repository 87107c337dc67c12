package org.jvirtd.protocol.remote;

import org.jvirtd.rpc.RpcProgram;

/**
 * The REMOTE program of libvirt 9.0.0, version 1: libvirt's own protocol (semantics section 10).
 */
@RpcProgram(number = 0x20008086)
public interface RemoteProgram
    extends SessionProcedures, EventRegistrationProcedures, HypervisorProcedures {}
