package org.jvirtd.rpc;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What some clients may do.
 *
 * @param who names them; one that fits is enough. In each {@code *} stands for any characters and
 *     {@code ?} for one:
 *     <ul>
 *       <li>{@code sasl:NAME}: who has logged in by this name
 *       <li>{@code tls:SUBJECT}: whose certificate has this subject
 *       <li>{@code unix:USER}: the user at the other end of a UNIX socket, by name
 *       <li>{@code uid:NUMBER}: the same by number
 *       <li>{@code anonymous}: of whom nothing is known
 *     </ul>
 *
 * @param procedures the procedures that they may call, with the same wildcards; empty for all
 */
public record AccessRule(List<String> who, AccessLevel level, List<String> procedures) {
  private static final String ANONYMOUS = "anonymous";
  private static final Set<String> KINDS = Set.of("sasl", "tls", "unix", "uid");

  public AccessRule {
    who = List.copyOf(who);
    procedures = List.copyOf(procedures);
    if (who.isEmpty()) {
      throw new IllegalArgumentException("it names nobody in 'who'");
    }
    for (String name : who) {
      int colon = name.indexOf(':');
      boolean kind = colon > 0 && KINDS.contains(name.substring(0, colon));
      if (!name.equals(ANONYMOUS) && (!kind || colon == name.length() - 1)) {
        throw new IllegalArgumentException(
            "'%s' must be sasl:NAME, tls:SUBJECT, unix:USER, uid:NUMBER or anonymous"
                .formatted(name));
      }
    }
  }

  /** Whether the rule names this client. Not on the event loop thread: see {@link UnixAccount}. */
  boolean names(ClientIdentity client) {
    return who.stream().anyMatch(name -> names(name, client));
  }

  private static boolean names(String name, ClientIdentity client) {
    int colon = name.indexOf(':');
    if (colon < 0) {
      return client.kind() == ClientIdentity.Kind.ANONYMOUS;
    }
    String pattern = name.substring(colon + 1);
    UnixAccount unix = client.unix();
    return switch (name.substring(0, colon)) {
      case "sasl" -> fits(pattern, client.saslUser());
      case "tls" -> fits(pattern, client.distinguishedName());
      case "unix" -> unix != null && fits(pattern, unix.user());
      default -> unix != null && fits(pattern, number(unix.userId()));
    };
  }

  private static @Nullable String number(OptionalLong number) {
    return number.isPresent() ? String.valueOf(number.getAsLong()) : null;
  }

  private static boolean fits(String pattern, @Nullable String value) {
    return value != null && new Wildcard(pattern).fits(value);
  }
}
