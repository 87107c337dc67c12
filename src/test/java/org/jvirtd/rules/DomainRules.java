package org.jvirtd.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The life of domains. Each rule is one method: it refuses, or changes the domain and tells. */
final class DomainRules {
  private static final class Dom {
    final int uuid;
    String name;
    int id = -1;
    String state = "5/0";

    /** The variant of the definition that is in use. */
    int current;

    /** The variant that the next start uses; only of one that is active. */
    @Nullable Integer next;

    boolean active;
    boolean persistent;
    boolean autostart;
    boolean saved;

    Dom(int uuid, String name) {
      this.uuid = uuid;
      this.name = name;
    }
  }

  private static final String NOT_RUNNING =
      "55/20 Requested operation is not valid: domain is not running";

  private final TreeMap<Integer, Dom> known = new TreeMap<>();
  private final Announcements announcements;

  /** Number 1 is that of the domain that every world begins with. */
  private int nextId = 2;

  DomainRules(Announcements announcements) {
    this.announcements = announcements;
  }

  String call(Call call) {
    return switch (call.verb()) {
      case DOMAIN_DEFINE -> define(call);
      case DOMAIN_CREATE_XML -> createXml(call);
      case DOMAIN_UNDEFINE -> undefine(call);
      case DOMAIN_MANAGED_SAVE -> managedSave(call);
      default -> {
        Dom dom = known.get(call.uuid());
        yield dom == null ? absent(call) : change(call, dom);
      }
    };
  }

  private static String absent(Call call) {
    return "42/12 Domain not found: no domain with matching uuid '%s' (%s)"
        .formatted(call.objectUuid(), call.objectName());
  }

  private String change(Call call, Dom dom) {
    return switch (call.verb()) {
      case DOMAIN_START -> start(call, dom);
      case DOMAIN_SUSPEND -> suspend(call, dom);
      case DOMAIN_RESUME -> resume(call, dom);
      case DOMAIN_SHUTDOWN -> shutdown(call, dom);
      case DOMAIN_REBOOT -> dom.active ? reboot(dom) : NOT_RUNNING;
      case DOMAIN_RESET -> dom.active ? Subject.OK : NOT_RUNNING;
      case DOMAIN_DESTROY -> dom.active ? stop(dom, "5/2", "5/1") : NOT_RUNNING;
      case DOMAIN_MANAGED_SAVE_REMOVE -> {
        dom.saved = false;
        yield Subject.OK;
      }
      case DOMAIN_SET_AUTOSTART -> {
        dom.autostart = call.extra() != 0;
        yield Subject.OK;
      }
      case DOMAIN_RENAME -> rename(dom, Call.nameOf(Verb.Kind.DOMAIN, call.extra()));
      default -> throw new IllegalArgumentException(call.toString());
    };
  }

  /** Why a definition does not fit those that are there already; null if it does. */
  private @Nullable String conflict(Call call) {
    Dom same = known.get(call.uuid());
    if (same != null) {
      return same.name.equals(call.objectName())
          ? null
          : "9/20 operation failed: domain '%s' is already defined with uuid %s"
              .formatted(same.name, call.objectUuid());
    }
    Dom namesake = named(call.objectName());
    return namesake == null
        ? null
        : "9/20 operation failed: domain '%s' already exists with uuid %s"
            .formatted(namesake.name, Call.uuidOf(namesake.uuid));
  }

  private @Nullable Dom named(String name) {
    return known.values().stream().filter(dom -> dom.name.equals(name)).findAny().orElse(null);
  }

  private Dom admit(Call call) {
    return known.computeIfAbsent(call.uuid(), uuid -> new Dom(uuid, call.objectName()));
  }

  private String define(Call call) {
    String conflict = conflict(call);
    if (conflict != null) {
      return conflict;
    }
    boolean fresh = !known.containsKey(call.uuid());
    Dom dom = admit(call);
    boolean updated = !fresh && (!dom.active || dom.next != null);
    if (dom.active) {
      dom.next = call.extra();
    } else {
      dom.current = call.extra();
    }
    dom.persistent = true;
    tell(dom, updated ? "0/1" : "0/0");
    return Subject.OK;
  }

  private String createXml(Call call) {
    String conflict = conflict(call);
    if (conflict != null) {
      return conflict;
    }
    boolean fresh = !known.containsKey(call.uuid());
    Dom dom = admit(call);
    if (dom.active) {
      return "55/20 Requested operation is not valid: domain '%s' is already active"
          .formatted(dom.name);
    }
    if (!fresh) {
      dom.next = dom.current;
    }
    dom.current = call.extra();
    return begin(dom);
  }

  private String start(Call call, Dom dom) {
    return dom.active
        ? "1/12 internal error: Domain '%s' is already running".formatted(call.objectName())
        : begin(dom);
  }

  private String begin(Dom dom) {
    dom.active = true;
    dom.state = "1/1";
    dom.id = nextId++;
    dom.saved = false;
    if (dom.persistent && dom.next == null) {
      dom.next = dom.current;
    }
    tell(dom, "2/0");
    return Subject.OK;
  }

  private String suspend(Call call, Dom dom) {
    if (!dom.state.startsWith("1/")) {
      return "1/12 internal error: domain '%s' not running".formatted(call.objectName());
    }
    dom.state = "3/1";
    tell(dom, "3/0");
    return Subject.OK;
  }

  private String resume(Call call, Dom dom) {
    if (!dom.state.startsWith("3/")) {
      return "1/12 internal error: domain '%s' not paused".formatted(call.objectName());
    }
    dom.state = "1/5";
    tell(dom, "4/0");
    return Subject.OK;
  }

  private String shutdown(Call call, Dom dom) {
    if (!dom.active) {
      return "1/12 internal error: domain '%s' not running".formatted(call.objectName());
    }
    return dom.current == Call.RESTARTS_ON_POWEROFF ? restart(dom) : stop(dom, "5/1", "5/0");
  }

  private String reboot(Dom dom) {
    return dom.current == Call.STOPS_ON_REBOOT ? stop(dom, "5/1", "5/0") : restart(dom);
  }

  /** Nobody is told of it. */
  private static String restart(Dom dom) {
    dom.state = "1/1";
    return Subject.OK;
  }

  /** One that has no definition for another start keeps its number in the last event. */
  private String stop(Dom dom, String state, String event) {
    dom.active = false;
    dom.state = state;
    if (dom.next != null) {
      dom.current = dom.next;
      dom.next = null;
      dom.id = -1;
    }
    if (!dom.persistent) {
      known.remove(dom.uuid);
    }
    tell(dom, event);
    return Subject.OK;
  }

  private String undefine(Call call) {
    if (call.extra() > 3) {
      return "8/12 unsupported flags (0x%x) in function testDomainUndefineFlags"
          .formatted(call.extra() & ~3);
    }
    Dom dom = known.get(call.uuid());
    if (dom == null) {
      return absent(call);
    }
    boolean withImage = (call.extra() & 1) != 0;
    if (dom.saved && !withImage) {
      return "55/12 Requested operation is not valid: "
          + "Refusing to undefine while domain managed save image exists";
    }
    if (dom.active) {
      dom.persistent = false;
    } else {
      known.remove(dom.uuid);
    }
    tell(dom, "1/0");
    return Subject.OK;
  }

  private String managedSave(Call call) {
    if (call.extra() == 6) {
      return "8/20 Flags 'VIR_DOMAIN_SAVE_RUNNING' and 'VIR_DOMAIN_SAVE_PAUSED' "
          + "are mutually exclusive";
    }
    if (call.extra() > 6) {
      return "8/12 unsupported flags (0x%x) in function testDomainManagedSave"
          .formatted(call.extra() & ~7);
    }
    Dom dom = known.get(call.uuid());
    if (dom == null) {
      return absent(call);
    }
    if (!dom.active) {
      return NOT_RUNNING;
    }
    if (!dom.persistent) {
      return "55/12 Requested operation is not valid: "
          + "cannot do managed save for transient domain";
    }
    dom.saved = true;
    return stop(dom, "5/5", "5/4");
  }

  private String rename(Dom dom, String name) {
    String invalid = "Requested operation is not valid: ";
    if (dom.active) {
      return "55/12 " + invalid + "cannot rename active domain";
    }
    if (dom.name.equals(name)) {
      return "55/20 " + invalid + "Can't rename domain to itself";
    }
    if (named(name) != null) {
      return "55/20 %sdomain with name '%s' already exists".formatted(invalid, name);
    }
    tell(dom, "1/1");
    dom.name = name;
    tell(dom, "0/2");
    return Subject.OK;
  }

  private void tell(Dom dom, String change) {
    announcements.tell(dom.name, dom.uuid, "id " + dom.id + ", " + change);
  }

  List<String> state() {
    List<String> states = new ArrayList<>();
    for (int uuid = 0; uuid < Call.OBJECTS; uuid++) {
      Dom dom = known.get(uuid);
      states.add(uuid + ": " + (dom == null ? "error 42" : text(dom)));
    }
    return states;
  }

  private static String text(Dom dom) {
    return "%s id %d, %s, persistent %d, autostart %d, saved %d"
        .formatted(
            dom.name,
            dom.id,
            dom.state,
            dom.persistent ? 1 : 0,
            dom.autostart ? 1 : 0,
            dom.saved ? 1 : 0);
  }
}
