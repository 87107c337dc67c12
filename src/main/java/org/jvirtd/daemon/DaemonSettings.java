package org.jvirtd.daemon;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.jvirtd.rpc.AccessSettings;
import org.jvirtd.rpc.CallLimits;
import org.jvirtd.rpc.ClientLimits;
import org.jvirtd.rpc.KeepaliveSettings;
import org.jvirtd.rpc.StreamLimits;
import org.jvirtd.worker.WorkerLimits;

/**
 * What a daemon is made with.
 *
 * @param tcp where to listen for TCP, or null for nowhere; port 0 takes any that is free
 * @param unix the UNIX sockets, or null for none
 * @param maxQueuedJobs the most calls that may wait for a worker, of all clients together
 * @param admin the admin server
 * @param drain how long stopping waits for calls under way
 * @param slowCallback a callback that holds the event loop longer counts as slow
 * @param security what clients have to show
 */
public record DaemonSettings(
    @Nullable InetSocketAddress tcp,
    @Nullable UnixSettings unix,
    WorkerLimits workers,
    int maxQueuedJobs,
    ClientLimits clients,
    StreamLimits streams,
    CallLimits calls,
    AccessSettings access,
    KeepaliveSettings keepalive,
    AdminSettings admin,
    Duration drain,
    Duration slowCallback,
    SecuritySettings security) {}
