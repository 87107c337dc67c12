package org.jvirtd.rpc;

import java.time.Instant;
import java.util.Map;

/**
 * What there is to see of a connection.
 *
 * @param identity who the client is, as far as that is proved
 * @param authenticated whether it has logged in, or need not
 * @param forwardedIdentity who the client says it acts for, by libvirt's names; mostly empty
 * @param state the state of its state machine
 * @param windowUsed calls under way, their replies not yet sent
 * @param windowSize calls that may be
 * @param parked calls that wait for the window
 * @param calls calls read since the connection began
 * @param bytesIn bytes read since then
 * @param bytesOut bytes written since then
 * @param bytesWaiting bytes that the socket has not taken yet
 * @param keepalive whether it is sent pings
 * @param waitedForWindow calls that found the window full
 * @param unread times that it was not read, since as many calls were parked as may be
 * @param heldBack calls that waited since its calls held their share of the workers
 * @param streams streams that are open
 */
public record ConnectionInfo(
    long id,
    Peer peer,
    ClientIdentity identity,
    boolean authenticated,
    Map<String, String> forwardedIdentity,
    boolean readOnly,
    Instant since,
    String state,
    int windowUsed,
    int windowSize,
    int parked,
    long calls,
    long bytesIn,
    long bytesOut,
    long bytesWaiting,
    boolean keepalive,
    long waitedForWindow,
    long unread,
    long heldBack,
    int streams) {}
