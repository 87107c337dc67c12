package org.jvirtd.driver.xml;

import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Set;
import org.jvirtd.rpc.RpcException;

/**
 * The {@code <?xml version='1.0' encoding='UTF-8'?>} at the start of a document (XML 1.0 section
 * 2.8).
 *
 * <p>The encoding must be one that there is, and means nothing else: libvirt hands libxml2 a string
 * in memory, and that is read as UTF-8 whatever it says of itself. So "ISO-8859-1" and even
 * "UTF-16" are fine, and "nosuch" is an error, as with libvirtd.
 */
final class XmlDeclaration {

  /** Names that libxml2 or the C library know and Java does not. */
  private static final Set<String> OTHER_ENCODINGS =
      Set.of(
          "UCS-2",
          "UCS2",
          "UCS-2LE",
          "UCS-2BE",
          "UCS-4",
          "UCS4",
          "UCS-4LE",
          "UCS-4BE",
          "ISO-10646-UCS-2",
          "ISO-10646-UCS-4",
          "UTF-7",
          "ISO-8859-10",
          "ISO-8859-14",
          "MACINTOSH",
          "HTML");

  private static final Set<String> BUILT_IN = Set.of("UTF-8", "UTF8", "UTF-16", "UTF16");

  private final XmlScanner in;

  XmlDeclaration(XmlScanner in) {
    this.in = in;
  }

  /** Reads the declaration if there is one. */
  static void skip(XmlScanner in) {
    if (in.at("<?xml") && in.isSpace(5)) {
      new XmlDeclaration(in).read();
    }
  }

  private void read() {
    in.skip("<?xml");
    in.skipSpace();
    version();
    if (!in.skipSpace() && !in.at("?>")) {
      throw in.failure("Blank needed here");
    }
    if (in.skip("encoding")) {
      String encoding = encoding();
      boolean blank = in.skipSpace() || in.at("?>");
      // libxml2 looks for the blank only after the names that it keeps with the input.
      if (!blank && !BUILT_IN.contains(encoding.toUpperCase(Locale.ROOT))) {
        throw in.failure("Blank needed here");
      }
    }
    if (in.skip("standalone")) {
      standalone();
      in.skipSpace();
    }
    if (!in.skip("?>")) {
      throw in.failure("parsing XML declaration: '?>' expected");
    }
  }

  private void version() {
    if (!in.skip("version")) {
      throw noVersion();
    }
    String quote = openingQuote();
    StringBuilder version = new StringBuilder();
    takeDigits(version);
    // A number without a dot, or the other way round, is no version at all.
    boolean sound = !version.isEmpty() && in.at(".");
    if (sound) {
      version.append(in.next());
      takeDigits(version);
    }
    closingQuote(quote);
    if (!sound) {
      throw noVersion();
    }
    if (!version.toString().startsWith("1.")) {
      throw in.failure("Unsupported version '" + version + "'");
    }
  }

  private RpcException noVersion() {
    return in.failure("Malformed declaration expecting version");
  }

  private void takeDigits(StringBuilder number) {
    while (!in.atEnd() && in.peek() >= '0' && in.peek() <= '9') {
      number.append(in.next());
    }
  }

  private String encoding() {
    String quote = openingQuote();
    StringBuilder name = new StringBuilder();
    while (!in.atEnd() && isNamePart(in.peek(), name.isEmpty())) {
      name.append(in.next());
    }
    if (name.isEmpty()) {
      throw in.failure("Invalid XML encoding name");
    }
    closingQuote(quote);
    if (!isKnown(name.toString())) {
      throw in.failure("Unsupported encoding " + name);
    }
    return name.toString();
  }

  private static boolean isNamePart(char c, boolean first) {
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
      return true;
    }
    return !first && ((c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-');
  }

  private static boolean isKnown(String encoding) {
    return OTHER_ENCODINGS.contains(encoding.toUpperCase(Locale.ROOT))
        || Charset.isSupported(encoding);
  }

  private void standalone() {
    String quote = openingQuote();
    if (!in.skip("yes") && !in.skip("no")) {
      throw in.failure("standalone accepts only 'yes' or 'no'");
    }
    closingQuote(quote);
  }

  private String openingQuote() {
    in.skipSpace();
    if (!in.skip("=")) {
      throw in.failure("expected '='");
    }
    in.skipSpace();
    if (!in.at("\"") && !in.at("'")) {
      throw in.failure("String not started expecting ' or \"");
    }
    return String.valueOf(in.next());
  }

  private void closingQuote(String quote) {
    if (!in.skip(quote)) {
      throw in.failure("String not closed expecting \" or '");
    }
  }
}
