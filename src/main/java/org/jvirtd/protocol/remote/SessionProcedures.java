package org.jvirtd.protocol.remote;

import static org.jvirtd.rpc.Procedure.Priority.HIGH;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.protocol.TypedParameter;
import org.jvirtd.rpc.Procedure;
import org.jvirtd.xdr.XdrChars;
import org.jvirtd.xdr.XdrLimit;

/**
 * The procedures of REMOTE that a server answers for a connection by itself: authentication, open
 * and close, features.
 */
public interface SessionProcedures {
  @Procedure(value = 1, priority = HIGH, api = "virConnectOpen", essential = true)
  void connectOpen(@Nullable String name, int flags);

  @Procedure(
      value = 2,
      priority = HIGH,
      api = "virConnectClose",
      closesConnection = true,
      essential = true)
  void connectClose();

  @Procedure(value = 60, priority = HIGH, api = "virConnectSupportsFeature", essential = true)
  int connectSupportsFeature(int feature);

  @Procedure(value = 66, priority = HIGH, beforeAuthentication = true)
  @XdrLimit(RemoteLimits.AUTH_TYPE_LIST_MAX)
  int[] authList();

  @Procedure(value = 67, priority = HIGH, beforeAuthentication = true)
  String authSaslInit();

  @Procedure(value = 68, priority = HIGH, beforeAuthentication = true)
  SaslStep authSaslStart(
      String mechanism, int nil, @XdrChars @XdrLimit(RemoteLimits.AUTH_SASL_DATA_MAX) byte[] data);

  @Procedure(value = 69, priority = HIGH, beforeAuthentication = true)
  SaslStep authSaslStep(int nil, @XdrChars @XdrLimit(RemoteLimits.AUTH_SASL_DATA_MAX) byte[] data);

  @Procedure(value = 70, priority = HIGH, beforeAuthentication = true)
  int authPolkit();

  @Procedure(value = 419, api = "virConnectSetIdentity")
  void connectSetIdentity(
      @XdrLimit(RemoteLimits.CONNECT_IDENTITY_PARAMS_MAX) List<TypedParameter> params, int flags);
}
