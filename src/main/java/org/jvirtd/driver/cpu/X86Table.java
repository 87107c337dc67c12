package org.jvirtd.driver.cpu;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedCollection;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.jvirtd.protocol.ErrorDomain;
import org.jvirtd.protocol.LibvirtException;

/**
 * The x86 processors that libvirt 9.0.0 knows: vendors, features and models, from the resource
 * {@code x86.txt}, which explains its own form. It is read at its first use, and never changes.
 */
final class X86Table {

  private final List<String> features = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Set<String> vendors = new LinkedHashSet<>();
  private final LinkedHashMap<String, X86Model> models = new LinkedHashMap<>();

  private X86Table() {}

  /** Reads the resource once, at the first use. */
  private static final class Loaded {
    static final X86Table TABLE = load("x86.txt");
  }

  static X86Table get() {
    return Loaded.TABLE;
  }

  /** The names of all features, in the order in which they are listed; the index is the number. */
  List<String> features() {
    return features;
  }

  /** The number of a feature, null where there is none of that name. */
  @Nullable Integer feature(String name) {
    return numbers.get(name);
  }

  /**
   * The model of that name.
   *
   * @throws LibvirtException INTERNAL_ERROR, as libvirt has it, if there is none
   */
  X86Model named(String name) {
    X86Model model = models.get(name);
    if (model == null) {
      throw LibvirtException.internal(ErrorDomain.CPU, "Unknown CPU model " + name);
    }
    return model;
  }

  /** All models, the oldest first. */
  SequencedCollection<X86Model> models() {
    return models.sequencedValues();
  }

  boolean knowsVendor(String name) {
    return vendors.contains(name);
  }

  private static X86Table load(String resource) {
    X86Table table = new X86Table();
    try (InputStream in = X86Table.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + resource + " is missing");
      }
      StringBuilder entry = new StringBuilder();
      for (String line :
          new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).lines().toList()) {
        if (!line.startsWith(" ")) {
          table.add(entry.toString());
          entry.setLength(0);
        }
        entry.append(line);
      }
      table.add(entry.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return table;
  }

  private void add(String entry) {
    if (entry.isBlank() || entry.startsWith("#")) {
      return;
    }
    List<String> words = List.of(entry.split(" +"));
    List<String> rest = words.subList(2, words.size());
    switch (words.getFirst()) {
      case "word" -> rest.forEach(this::addFeature);
      case "vendor" -> vendors.add(words.get(1));
      case "model" -> models.put(words.get(1), read(words.get(1), rest));
      default -> throw new IllegalStateException("what is \"" + entry + "\"?");
    }
  }

  private void addFeature(String name) {
    numbers.put(name, features.size());
    features.add(name);
  }

  private X86Model read(String name, List<String> words) {
    BitSet has = new BitSet();
    List<String> removed = new ArrayList<>();
    String vendor = null;
    boolean guest = true;
    for (String word : words) {
      if (word.startsWith("by:")) {
        vendor = word.substring(3);
      } else if (word.startsWith("like:")) {
        has.or(known(models, word.substring(5)).features());
      } else if (word.equals("never-guest")) {
        guest = false;
      } else {
        String feature = word.substring(1);
        switch (word.charAt(0)) {
          case '+' -> has.set(known(numbers, feature));
          case '-' -> has.clear(known(numbers, feature));
          case '!' -> removed.add(feature);
          default -> throw new IllegalStateException("what is \"" + word + "\" of " + name + "?");
        }
      }
    }
    return new X86Model(name, vendor, guest, has, List.copyOf(removed));
  }

  private static <T> T known(Map<String, T> table, String name) {
    T found = table.get(name);
    if (found == null) {
      throw new IllegalStateException("there is no " + name);
    }
    return found;
  }
}
