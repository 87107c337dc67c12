package org.jvirtd.rpc;

import java.util.OptionalLong;

/**
 * The account at the other end of a UNIX socket. The kernel has told it, so it is proof.
 *
 * @param user the user's name, or its number where it has no name
 * @param group the name of the group, or its number where it has no name
 */
public record UnixAccount(String user, String group) {

  /**
   * The user's number. Not on the event loop thread: it may read a file.
   *
   * @return empty if this machine's own list of users does not have the name
   */
  public OptionalLong userId() {
    return AccountNumbers.USERS.of(user);
  }

  /**
   * The group's number. Not on the event loop thread: it may read a file.
   *
   * @return empty if this machine's own list of groups does not have the name
   */
  public OptionalLong groupId() {
    return AccountNumbers.GROUPS.of(group);
  }

  @Override
  public String toString() {
    return "unix:" + user;
  }
}
