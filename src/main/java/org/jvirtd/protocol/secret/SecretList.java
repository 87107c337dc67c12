package org.jvirtd.protocol.secret;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrLimit;

/** The wire structure {@code remote_connect_list_all_secrets_ret}. */
public record SecretList(@XdrLimit(RemoteLimits.SECRET_LIST_MAX) List<Secret> secrets, int count) {
  public SecretList {
    secrets = List.copyOf(secrets);
  }
}
