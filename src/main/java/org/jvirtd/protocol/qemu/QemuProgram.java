package org.jvirtd.protocol.qemu;

import org.jvirtd.rpc.RpcProgram;

/** The QEMU program, version 1: what only QEMU has. */
@RpcProgram(number = 0x20008087)
public interface QemuProgram extends QemuProcedures, QemuSessionProcedures {}
