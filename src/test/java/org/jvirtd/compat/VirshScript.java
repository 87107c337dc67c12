package org.jvirtd.compat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A text of virsh commands.
 *
 * <pre>
 * # a remark
 * == title          a scenario begins: its own fresh world
 * {@literal @}file NAME        the lines up to {@literal @}end become the file ${dir}/NAME
 * {@literal @}end
 * list --all        a command, in a virsh of its own
 * !virt-xml …       another program, which is told the URI with --connect
 * [ro] list         the same with --readonly
 * [path=/x] list    the same with another path in the URI, which may have ${dir} in it
 * [better] list     ours may answer otherwise, for a reason that a remark tells
 * [better: why] list the same, with the reason
 * </pre>
 *
 * @param text the whole text, for what it names
 */
record VirshScript(String name, String text, List<Scenario> scenarios) {
  record Scenario(String title, Map<String, String> files, List<Step> steps) {}

  /**
   * @param line where it stands in the text, from 1
   * @param path the path of the URI
   * @param better whether ours may answer otherwise
   * @param reason why, or nothing
   */
  record Step(
      int line, String command, boolean readOnly, String path, boolean better, String reason) {
    /** The command's name. */
    String verb() {
      return command.split(" ", 2)[0];
    }
  }

  static VirshScript load(String name) {
    return load("virsh", name);
  }

  static VirshScript load(String folder, String name) {
    String resource = "/compat/" + folder + "/" + name + ".txt";
    try (var stream = VirshScript.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new AssertionError("no resource " + resource);
      }
      return parse(name, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static VirshScript parse(String name, String text) {
    return new Parser(name, text).parse();
  }

  int size() {
    return scenarios.stream().mapToInt(s -> s.steps().size()).sum();
  }

  private static final class Parser {
    private final String name;
    private final String text;
    private final List<Scenario> scenarios = new ArrayList<>();
    private int line;
    private @Nullable String openFile;
    private final StringBuilder content = new StringBuilder();

    Parser(String name, String text) {
      this.name = name;
      this.text = text;
    }

    VirshScript parse() {
      text.lines().forEach(this::take);
      if (openFile != null) {
        throw wrong("@file without @end");
      }
      return new VirshScript(name, text, List.copyOf(scenarios));
    }

    private void take(String raw) {
      line++;
      String file = openFile;
      if (file != null) {
        if (raw.equals("@end")) {
          scenario().files().put(file, content.toString());
          openFile = null;
        } else {
          content.append(raw).append('\n');
        }
      } else if (raw.startsWith("== ")) {
        scenarios.add(new Scenario(raw.substring(3), new LinkedHashMap<>(), new ArrayList<>()));
      } else if (raw.startsWith("@file ")) {
        openFile = raw.substring(6).strip();
        content.setLength(0);
      } else if (raw.startsWith("@")) {
        throw wrong("unknown directive " + raw);
      } else if (!raw.isBlank() && !raw.startsWith("#")) {
        scenario().steps().add(step(raw.strip()));
      }
    }

    private Step step(String raw) {
      boolean readOnly = false;
      boolean better = false;
      String reason = "";
      String path = "/default";
      String rest = raw;
      while (rest.startsWith("[")) {
        int end = rest.indexOf(']');
        if (end < 0) {
          throw wrong("option without ]");
        }
        String option = rest.substring(1, end);
        rest = rest.substring(end + 1).strip();
        if (option.equals("ro")) {
          readOnly = true;
        } else if (option.equals("better")) {
          better = true;
        } else if (option.startsWith("better: ")) {
          better = true;
          reason = option.substring("better: ".length());
        } else if (option.startsWith("path=")) {
          path = option.substring(5);
        } else {
          throw wrong("unknown option " + option);
        }
      }
      return new Step(line, rest, readOnly, path, better, reason);
    }

    private Scenario scenario() {
      if (scenarios.isEmpty()) {
        throw wrong("no scenario has begun");
      }
      return scenarios.getLast();
    }

    private AssertionError wrong(String what) {
      return new AssertionError(name + ".txt:" + line + ": " + what);
    }
  }
}
