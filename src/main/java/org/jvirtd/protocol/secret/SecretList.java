package org.jvirtd.protocol.secret;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrLimit;

/** Secrets that match a filter. */
public record SecretList(@XdrLimit(RemoteLimits.SECRET_LIST_MAX) List<Secret> secrets, int count) {
  public SecretList {
    secrets = List.copyOf(secrets);
  }

  /** The reply to a client that needs the results, or (0) only wants to know how many they are. */
  public static SecretList of(List<Secret> all, int needResults) {
    return new SecretList(needResults == 0 ? List.of() : all, all.size());
  }
}
