package org.jvirtd.rpc.tls;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.security.auth.x500.X500Principal;

/**
 * A distinguished name as libvirt prints and compares it, which is GnuTLS's way: its parts in the
 * order that they have in the certificate, as "C=GB,O=Red Hat,CN=anna", and not the other way round
 * as RFC 4514 wants it. {@code virt-pki-query-dn} shows it for a certificate's file.
 */
public final class DistinguishedName {
  /** The names of attributes that GnuTLS knows and RFC 2253 does not, or has others for. */
  private static final Map<String, String> KEYWORDS =
      Map.ofEntries(
          entry("2.5.4.4", "surName"),
          entry("2.5.4.5", "serialNumber"),
          entry("2.5.4.12", "title"),
          entry("2.5.4.13", "description"),
          entry("2.5.4.15", "businessCategory"),
          entry("2.5.4.17", "postalCode"),
          entry("2.5.4.41", "name"),
          entry("2.5.4.42", "givenName"),
          entry("2.5.4.43", "initials"),
          entry("2.5.4.44", "generationQualifier"),
          entry("2.5.4.46", "dnQualifier"),
          entry("2.5.4.65", "pseudonym"),
          entry("2.5.4.9", "street"),
          entry("1.2.840.113549.1.9.1", "EMAIL"));

  private DistinguishedName() {}

  public static String of(X500Principal principal) {
    List<String> parts = new ArrayList<>();
    String name = principal.getName(X500Principal.RFC2253, KEYWORDS);
    StringBuilder part = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == ',') {
        parts.add(part.toString());
        part.setLength(0);
      } else if (c == '\\' && i + 1 < name.length()) {
        i++;
        // RFC 2253 escapes this one, GnuTLS does not.
        part.append(name.charAt(i) == '=' ? "" : "\\").append(name.charAt(i));
      } else {
        part.append(c);
      }
    }
    if (!part.isEmpty()) {
      parts.add(part.toString());
    }
    return String.join(",", parts.reversed());
  }
}
