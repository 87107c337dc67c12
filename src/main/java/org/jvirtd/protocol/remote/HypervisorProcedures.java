package org.jvirtd.protocol.remote;

import org.jvirtd.protocol.checkpoint.DomainCheckpointProcedures;
import org.jvirtd.protocol.connect.ConnectProcedures;
import org.jvirtd.protocol.connect.NodeProcedures;
import org.jvirtd.protocol.domain.DomainDeviceProcedures;
import org.jvirtd.protocol.domain.DomainGuestProcedures;
import org.jvirtd.protocol.domain.DomainJobProcedures;
import org.jvirtd.protocol.domain.DomainMigrationProcedures;
import org.jvirtd.protocol.domain.DomainProcedures;
import org.jvirtd.protocol.domain.DomainTuningProcedures;
import org.jvirtd.protocol.interfaces.InterfaceProcedures;
import org.jvirtd.protocol.network.NetworkProcedures;
import org.jvirtd.protocol.nodedevice.NodeDeviceProcedures;
import org.jvirtd.protocol.nwfilter.NwFilterProcedures;
import org.jvirtd.protocol.secret.SecretProcedures;
import org.jvirtd.protocol.snapshot.DomainSnapshotProcedures;
import org.jvirtd.protocol.storage.StoragePoolProcedures;
import org.jvirtd.protocol.storage.StorageVolumeProcedures;

/**
 * The procedures of REMOTE that reach a hypervisor driver. Whatever a driver does not override
 * answers "this function is not supported by the connection driver" by itself.
 */
public interface HypervisorProcedures
    extends ConnectProcedures,
        NodeProcedures,
        DomainProcedures,
        DomainTuningProcedures,
        DomainDeviceProcedures,
        DomainJobProcedures,
        DomainMigrationProcedures,
        DomainGuestProcedures,
        DomainSnapshotProcedures,
        DomainCheckpointProcedures,
        NetworkProcedures,
        InterfaceProcedures,
        StoragePoolProcedures,
        StorageVolumeProcedures,
        NodeDeviceProcedures,
        SecretProcedures,
        NwFilterProcedures {}
