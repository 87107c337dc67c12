package org.jvirtd.daemon;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.Hypervisor;
import org.jvirtd.protocol.ErrorDomain;
import org.jvirtd.protocol.Feature;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.protocol.ReadOnlyRule;
import org.jvirtd.protocol.TypedParameter;
import org.jvirtd.protocol.qemu.QemuSessionProcedures;
import org.jvirtd.protocol.remote.EventRegistrationProcedures;
import org.jvirtd.protocol.remote.SaslStep;
import org.jvirtd.protocol.remote.SessionProcedures;
import org.jvirtd.rpc.Authentication;
import org.jvirtd.rpc.BoundProcedure;
import org.jvirtd.rpc.Connection;
import org.jvirtd.rpc.Program;
import org.jvirtd.rpc.RpcError;
import org.jvirtd.rpc.RpcException;
import org.jvirtd.rpc.sasl.Logins;

/**
 * What the daemon keeps for one client: the hypervisor it has opened, and the events it wants. It
 * answers the session's procedures itself and sends all others to the hypervisor.
 *
 * <pre>
 *   new ──CONNECT_OPEN──▶ open ──CONNECT_CLOSE──▶ new      the client is gone
 *    │                     └──────────────────────────────────────┬──▶ ended
 *    └─────────────────────────────────────────────────────────────┘
 * </pre>
 *
 * <p>Calls of one client run on several workers at once.
 */
final class RemoteSession implements Program.Session, SessionProcedures {
  // The kinds of authentication; a socket asks for exactly one (semantics section 17).
  private static final int AUTH_NONE = 0;
  private static final int AUTH_SASL = 1;

  private static final int OPEN_READ_ONLY = 1;

  /** The reason in close callbacks: the other end is gone ({@code virConnectCloseReason}). */
  private static final int CLOSE_REASON_EOF = 1;

  /** The features that the daemon has whatever the driver is (semantics section 12). */
  private static final Set<Integer> OWN_FEATURES =
      Set.of(
          Feature.FD_PASSING.number(),
          Feature.REMOTE_EVENT_CALLBACK.number(),
          Feature.REMOTE_CLOSE_CALLBACK.number());

  private static final Map<BoundProcedure, ReadOnlyRule> READ_ONLY_RULES =
      new ConcurrentHashMap<>();

  private final Connection connection;
  private final Drivers drivers;
  private final @Nullable SaslLogin login;
  private final EventRegistrations events = new EventRegistrations(this);
  private volatile @Nullable Hypervisor hypervisor;
  private volatile boolean readOnly;
  private boolean ended;

  RemoteSession(Connection connection, Drivers drivers, @Nullable Logins logins) {
    this.connection = connection;
    this.drivers = drivers;
    this.login =
        logins == null || connection.authentication() != Authentication.SASL
            ? null
            : new SaslLogin(connection, logins);
    this.readOnly = connection.isReadOnly();
  }

  Connection connection() {
    return connection;
  }

  /** The hypervisor that the client has opened. */
  Hypervisor hypervisor() {
    Hypervisor opened = hypervisor;
    if (opened == null) {
      throw internal("hypervisor connection not open");
    }
    return opened;
  }

  @Override
  public Object target(BoundProcedure procedure, @Nullable Object[] arguments) {
    Class<?> declaredBy = procedure.declaredBy();
    if (declaredBy == SessionProcedures.class) {
      return this;
    }
    if (declaredBy == EventRegistrationProcedures.class) {
      return events;
    }
    Hypervisor opened = hypervisor();
    if (declaredBy == QemuSessionProcedures.class) {
      // No driver emits monitor events; libvirt answers so for any that does not.
      throw LibvirtException.notSupported(ErrorDomain.NONE, procedure.api());
    }
    if (readOnly) {
      READ_ONLY_RULES.computeIfAbsent(procedure, p -> ReadOnlyRule.of(p.method())).check(arguments);
    }
    return opened;
  }

  /** The name of the driver, as libvirt has it; nobody is asked before there is one. */
  @Override
  public String authority() {
    Hypervisor opened = hypervisor;
    if (opened != null) {
      try {
        return opened.connectGetType();
      } catch (RpcException e) {
        // A driver without a name.
      }
    }
    return Program.Session.super.authority();
  }

  // ---- Open and close ----

  @Override
  public synchronized void connectOpen(@Nullable String name, int flags) {
    if (hypervisor != null || ended) {
      // libvirtd destroys the first one; we keep it (semantics section 26, row 6).
      throw internal("connection already open");
    }
    if (name == null) {
      throw internal("connection not open");
    }
    Hypervisor opened = drivers.open(name, events::emit);
    if ((flags & OPEN_READ_ONLY) != 0) {
      connection.restrictToReading();
    }
    // Before there is a hypervisor: calls that the client has sent behind this one wait for that.
    readOnly = connection.isReadOnly();
    hypervisor = opened;
  }

  @Override
  public void connectClose() {
    release(false);
  }

  @Override
  public void close() {
    release(true);
  }

  private void release(boolean end) {
    Hypervisor opened;
    synchronized (this) {
      opened = hypervisor;
      hypervisor = null;
      ended |= end;
    }
    events.clear();
    if (opened != null) {
      opened.close();
    }
  }

  // ---- Features ----

  @Override
  public int connectSupportsFeature(int feature) {
    if (feature == Feature.PROGRAM_KEEPALIVE.number()) {
      // Asking is what starts it, and it may come before CONNECT_OPEN (semantics section 11).
      connection.startKeepalive();
      return 1;
    }
    Hypervisor opened = hypervisor();
    return OWN_FEATURES.contains(feature) || opened.supportsFeature(feature) ? 1 : 0;
  }

  @Override
  public void connectSetIdentity(List<TypedParameter> params, int flags) {
    hypervisor();
    if (readOnly) {
      throw LibvirtException.readOnly(ErrorDomain.DOMAIN, "virConnectSetIdentity");
    }
    connection.setForwardedIdentity(ForwardedIdentity.of(params));
  }

  // ---- Authentication ----

  @Override
  public int[] authList() {
    return new int[] {
      switch (connection.authentication()) {
        case NONE -> AUTH_NONE;
        case SASL -> AUTH_SASL;
      }
    };
  }

  @Override
  public String authSaslInit() {
    return login().init();
  }

  @Override
  public SaslStep authSaslStart(String mechanism, int nil, byte[] data) {
    return login().start(mechanism, nil != 0, data);
  }

  @Override
  public SaslStep authSaslStep(int nil, byte[] data) {
    return login().step(nil != 0, data);
  }

  private SaslLogin login() {
    if (login == null) {
      throw authenticationFailed();
    }
    return login;
  }

  @Override
  public int authPolkit() {
    throw authenticationFailed();
  }

  private static RpcException authenticationFailed() {
    return new RpcException(SaslLogin.FAILED);
  }

  private static RpcException internal(String detail) {
    return new RpcException(RpcError.internal(detail));
  }

  /** Tells the client that the daemon gives the hypervisor up, if it wants to know. */
  @Override
  public byte @Nullable [] lastWords() {
    return events.wantsCloseCallback() ? EventType.encodeClosed(CLOSE_REASON_EOF) : null;
  }
}
