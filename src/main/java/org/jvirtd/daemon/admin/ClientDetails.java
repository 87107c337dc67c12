package org.jvirtd.daemon.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.jvirtd.protocol.TypedParameter;
import org.jvirtd.protocol.admin.AdminParameters.ClientInfo;
import org.jvirtd.rpc.ClientIdentity;
import org.jvirtd.rpc.ConnectionInfo;
import org.jvirtd.rpc.Peer;
import org.jvirtd.rpc.UnixAccount;

/**
 * What virt-admin shows of a client, in libvirt's order. A client that has said whom it acts for
 * (procedure 419) is shown as that one, as libvirtd does.
 *
 * <p>The process at the other end of a UNIX socket is not shown: Java does not tell it. libvirtd
 * fails for a client that has not made a call yet; here every client can be shown.
 */
final class ClientDetails {
  private final List<TypedParameter> details = new ArrayList<>();

  private ClientDetails() {}

  static List<TypedParameter> of(ConnectionInfo info) {
    ClientDetails shown = new ClientDetails();
    shown.details.add(TypedParameter.of(ClientInfo.READONLY, info.readOnly()));
    Map<String, String> forwarded = info.forwardedIdentity();
    if (forwarded.isEmpty()) {
      shown.addProved(info);
    } else {
      shown.addForwarded(info, forwarded);
    }
    return List.copyOf(shown.details);
  }

  private void addProved(ConnectionInfo info) {
    ClientIdentity identity = info.identity();
    add(ClientInfo.SASL_USER_NAME, identity.saslUser());
    UnixAccount account = identity.unix();
    if (info.peer().transport() != Peer.Transport.UNIX) {
      add(ClientInfo.SOCKET_ADDR, socketAddress(info.peer()));
      add(ClientInfo.X509_DISTINGUISHED_NAME, identity.distinguishedName());
    } else if (account != null) {
      account.userId().ifPresent(id -> addNumber(ClientInfo.UNIX_USER_ID, id));
      add(ClientInfo.UNIX_USER_NAME, account.user());
      account.groupId().ifPresent(id -> addNumber(ClientInfo.UNIX_GROUP_ID, id));
      add(ClientInfo.UNIX_GROUP_NAME, account.group());
    }
  }

  private void addForwarded(ConnectionInfo info, Map<String, String> forwarded) {
    add(ClientInfo.SASL_USER_NAME, forwarded.get("sasl-user-name"));
    if (info.peer().transport() != Peer.Transport.UNIX) {
      add(ClientInfo.SOCKET_ADDR, socketAddress(info.peer()));
      add(ClientInfo.X509_DISTINGUISHED_NAME, forwarded.get("x509-distinguished-name"));
    } else {
      addNumber(ClientInfo.UNIX_USER_ID, forwarded.get("unix-user-id"));
      add(ClientInfo.UNIX_USER_NAME, forwarded.get("user-name"));
      addNumber(ClientInfo.UNIX_GROUP_ID, forwarded.get("unix-group-id"));
      add(ClientInfo.UNIX_GROUP_NAME, forwarded.get("group-name"));
      addNumber(ClientInfo.UNIX_PROCESS_ID, forwarded.get("process-id"));
    }
    add(ClientInfo.SELINUX_CONTEXT, forwarded.get("selinux-context"));
  }

  /** As in a URI: host:port, and brackets round an IPv6 host. */
  private static String socketAddress(Peer peer) {
    String[] parts = peer.address().split(";", 2);
    if (parts.length < 2) {
      return peer.address();
    }
    String host = parts[0].contains(":") ? "[" + parts[0] + "]" : parts[0];
    return host + ":" + parts[1];
  }

  private void add(String field, @Nullable String value) {
    if (value != null) {
      details.add(TypedParameter.of(field, value));
    }
  }

  private void addNumber(String field, @Nullable String number) {
    if (number != null) {
      addNumber(field, Long.parseLong(number));
    }
  }

  /** libvirt gives these as ints, whatever they are. */
  private void addNumber(String field, long number) {
    details.add(TypedParameter.of(field, (int) number));
  }
}
