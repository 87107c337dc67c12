package org.jvirtd.protocol.lxc;

import org.jvirtd.rpc.RpcProgram;

/** The LXC program, version 1: what only Linux containers have. */
@RpcProgram(number = 0x00068000)
public interface LxcProgram extends LxcProcedures {}
