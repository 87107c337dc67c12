package org.jvirtd;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.jvirtd.rpc.sasl.UserFile;

/**
 * The command that keeps the users: {@code java -jar jvirtd.jar user add NAME --file FILE}. It
 * reads passwords from the terminal, or else from the first line of its input: never from its
 * arguments, which others on the machine can see.
 */
final class UserCommand {
  static final String NAME = "user";
  private static final int WRONG_USE = 2;
  private static final String USAGE =
      """
      user add NAME --file FILE      adds a user, or changes a password
      user delete NAME --file FILE   removes a user
      user list --file FILE          lists the users
      """;

  private final InputStream in;
  private final PrintStream out;
  private final PrintStream err;
  private final @Nullable Console terminal;

  UserCommand(InputStream in, PrintStream out, PrintStream err, @Nullable Console terminal) {
    this.in = in;
    this.out = out;
    this.err = err;
    this.terminal = terminal;
  }

  /** Does what the arguments after "user" say. Returns the exit status. */
  int run(List<String> arguments) {
    int option = arguments.indexOf("--file");
    if (option < 1 || option + 1 >= arguments.size()) {
      return wrongUse();
    }
    UserFile users = new UserFile(Path.of(arguments.get(option + 1)));
    List<String> words = arguments.subList(0, option);
    try {
      return switch (words.getFirst()) {
        case "add" -> words.size() == 2 ? add(users, words.get(1)) : wrongUse();
        case "delete" -> words.size() == 2 ? delete(users, words.get(1)) : wrongUse();
        case "list" -> words.size() == 1 ? list(users) : wrongUse();
        default -> wrongUse();
      };
    } catch (IOException e) {
      err.println(users.path() + ": " + e);
      return 1;
    } catch (IllegalArgumentException e) {
      err.println(users.path() + ": " + e.getMessage());
      return 1;
    }
  }

  private int wrongUse() {
    err.print(USAGE);
    return WRONG_USE;
  }

  private int add(UserFile users, String name) throws IOException {
    char[] password = terminal == null ? firstLine() : twice(terminal, name);
    try {
      users.put(name, password);
    } finally {
      Arrays.fill(password, '\0');
    }
    return 0;
  }

  private char[] firstLine() throws IOException {
    String line = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
    return line == null ? new char[0] : line.toCharArray();
  }

  private static char[] twice(Console terminal, String name) {
    char[] password = terminal.readPassword("Password of %s: ", name);
    char[] again = terminal.readPassword("Once more: ");
    if (password == null || again == null || !Arrays.equals(password, again)) {
      throw new IllegalArgumentException("the two are not the same; nothing was changed");
    }
    Arrays.fill(again, '\0');
    return password;
  }

  private int delete(UserFile users, String name) throws IOException {
    if (!users.remove(name)) {
      err.println("there is no user " + name);
      return 1;
    }
    return 0;
  }

  private int list(UserFile users) throws IOException {
    users.names().forEach(out::println);
    return 0;
  }
}
