package org.jvirtd.rpc;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who a connection's client is, as far as it has shown that, and what it may do.
 *
 * <pre>
 *   STRANGER ──it has logged in──▶ KNOWN
 *      └──────the connection ends──▶ GONE
 * </pre>
 *
 * <p>A client that is not asked for anything is known from the beginning (semantics section 7). For
 * any thread, apart from what is said not to be for the loop's.
 */
final class ClientAccess {
  private static final Logger LOG = LoggerFactory.getLogger(ClientAccess.class);

  private enum Standing {
    STRANGER,
    KNOWN,
    GONE
  }

  private final Connection connection;
  private final ListenerSettings settings;
  private volatile ClientIdentity identity;
  private volatile Map<String, String> forwardedIdentity = Map.of();
  private volatile Standing standing;
  private volatile @Nullable Grant grant;
  private volatile boolean readOnly;
  private volatile boolean deniedBefore;

  ClientAccess(Connection connection, Accepted client) {
    this.connection = connection;
    this.settings = client.settings();
    this.identity = client.identity();
    this.readOnly = settings.readOnly();
    this.standing =
        settings.authentication() == Authentication.NONE ? Standing.KNOWN : Standing.STRANGER;
  }

  /** What the client has to do before it may call anything. */
  Authentication authentication() {
    return settings.authentication();
  }

  /** Whether the client may call anything: it has logged in, or need not. */
  boolean isAuthenticated() {
    return standing == Standing.KNOWN;
  }

  ClientIdentity identity() {
    return identity;
  }

  /**
   * The client has logged in.
   *
   * @return whether that changes anything
   */
  synchronized boolean prove(ClientIdentity proved) {
    if (standing != Standing.STRANGER) {
      return false;
    }
    identity = proved;
    standing = Standing.KNOWN;
    return true;
  }

  /**
   * The connection has ended. So a login and the end agree about who takes the client from the
   * count of those that have not authenticated themselves.
   *
   * @return whether the client was one of them
   */
  synchronized boolean leave() {
    boolean stranger = standing == Standing.STRANGER;
    if (stranger) {
      standing = Standing.GONE;
    }
    return stranger;
  }

  /** Who the client says it acts for, by libvirt's names; mostly empty. */
  Map<String, String> forwardedIdentity() {
    return forwardedIdentity;
  }

  void setForwardedIdentity(Map<String, String> claimed) {
    forwardedIdentity = Map.copyOf(claimed);
  }

  /** What the client may call. It is found out once, when the client is known. */
  Grant grant() {
    Grant found = grant;
    if (found == null) {
      // Not on the loop thread: rules may ask the machine's list of users.
      found = connection.server().access().grant(identity);
      grant = found;
    }
    return found;
  }

  /** It has said itself that it only reads; it stays so, as with libvirtd (semantics 19). */
  void restrictToReading() {
    readOnly = true;
  }

  /** Whether the client may only read. Not on the loop thread. */
  boolean isReadOnly() {
    return readOnly || (isAuthenticated() && grant().readOnly());
  }

  /** Whether the client is known to be one that may only read. On any thread. */
  boolean isKnownAsReadOnly() {
    Grant found = grant;
    return readOnly || (found != null && found.readOnly());
  }

  /** Counts a call that is refused, and logs the first. */
  void countDenied(ServerCounters.Denial kind, BoundProcedure procedure) {
    connection.server().counters().countDenied(kind);
    if (deniedBefore) {
      LOG.debug("{}: {} refused: {}", connection, procedure, kind);
    } else {
      deniedBefore = true;
      LOG.info("{}: {} refused: {} (said once a client)", connection, procedure, kind);
    }
  }

  /** Who and where, for logs: "sasl:anna at 192.0.2.7:4711", "unix:anna", or "[::1]:4711". */
  @Override
  public String toString() {
    ClientIdentity known = identity;
    Peer peer = connection.peer();
    if (peer.transport() == Peer.Transport.UNIX) {
      return known.kind() == ClientIdentity.Kind.ANONYMOUS ? "unix" : known.toString();
    }
    return known.kind() == ClientIdentity.Kind.ANONYMOUS
        ? peer.hostAndPort()
        : known + " at " + peer.hostAndPort();
  }
}
