package org.jvirtd.daemon;

import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.ErrorDomain;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.protocol.remote.SaslStep;
import org.jvirtd.rpc.Connection;
import org.jvirtd.rpc.RpcError;
import org.jvirtd.rpc.RpcException;
import org.jvirtd.rpc.sasl.LoginFailed;
import org.jvirtd.rpc.sasl.Logins;

/**
 * The login of one client, in REMOTE's procedures (semantics section 17). Whatever goes wrong, the
 * client learns nothing but that it has failed, and learns it late; it may begin again.
 */
final class SaslLogin {
  /** What a client is told. */
  static final RpcError FAILED =
      LibvirtException.of(ErrorCode.AUTH_FAILED, ErrorDomain.RPC, "authentication failed").error();

  private final Connection connection;
  private final Logins.Client client;

  SaslLogin(Connection connection, Logins logins) {
    this.connection = connection;
    this.client = logins.client(connection.toString());
  }

  String init() {
    try {
      return client.mechanisms();
    } catch (LoginFailed e) {
      throw late();
    }
  }

  SaslStep start(String mechanism, boolean nil, byte[] data) {
    try {
      return answer(client.start(mechanism, orNothing(nil, data)));
    } catch (LoginFailed e) {
      throw late();
    }
  }

  SaslStep step(boolean nil, byte[] data) {
    try {
      return answer(client.step(orNothing(nil, data)));
    } catch (LoginFailed e) {
      throw late();
    }
  }

  private static byte[] orNothing(boolean nil, byte[] data) {
    return nil ? new byte[0] : data;
  }

  private SaslStep answer(Logins.Answer answer) {
    String user = answer.user();
    if (user != null) {
      connection.setAuthenticated(connection.identity().withSaslUser(user));
    }
    return new SaslStep(user == null ? 0 : 1, 0, answer.data());
  }

  private RpcException late() {
    return RpcException.late(FAILED, client.delay());
  }
}
