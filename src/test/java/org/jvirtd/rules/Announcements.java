package org.jvirtd.rules;

import java.util.ArrayList;
import java.util.List;

/** What the model's connections were told. */
final class Announcements {
  private final List<String> told = new ArrayList<>();

  void tell(String name, int uuid, String change) {
    told.add(name + "/" + uuid + " " + change);
  }

  List<String> take() {
    List<String> taken = List.copyOf(told);
    told.clear();
    return taken;
  }
}
