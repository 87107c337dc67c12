package org.jvirtd.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The life of domains. Each rule is one method: it refuses, or changes the domain and tells. */
final class DomainRules {
  private static final String NOT_RUNNING =
      "55/20 Requested operation is not valid: domain is not running";

  private final Map<Integer, ModelDomain> known = new TreeMap<>();

  /**
   * The domains by name: a list of its own, which going back to a snapshot from before a rename
   * does not change.
   */
  private final Map<String, ModelDomain> names = new HashMap<>();

  private final SnapshotRules snapshots = new SnapshotRules(this);
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
        String fault = SnapshotRules.fault(call);
        if (fault != null) {
          yield fault;
        }
        ModelDomain dom = known.get(call.uuid());
        yield dom == null ? absent(call) : change(call, dom);
      }
    };
  }

  private static String absent(Call call) {
    return "42/12 Domain not found: no domain with matching uuid '%s' (%s)"
        .formatted(call.objectUuid(), call.objectName());
  }

  private String change(Call call, ModelDomain dom) {
    return switch (call.verb()) {
      case DOMAIN_START -> start(call, dom);
      case DOMAIN_SUSPEND -> suspend(call, dom);
      case DOMAIN_RESUME -> resume(call, dom);
      case DOMAIN_SHUTDOWN -> shutdown(call, dom);
      case DOMAIN_REBOOT -> dom.isActive() ? reboot(dom) : NOT_RUNNING;
      case DOMAIN_RESET -> dom.isActive() ? Subject.OK : NOT_RUNNING;
      case DOMAIN_DESTROY -> dom.isActive() ? stop(dom, "5/2", "5/1") : NOT_RUNNING;
      case DOMAIN_MANAGED_SAVE_REMOVE -> {
        dom.saved = false;
        yield Subject.OK;
      }
      case DOMAIN_SET_AUTOSTART -> {
        dom.autostart = call.extra() != 0;
        yield Subject.OK;
      }
      case DOMAIN_RENAME -> rename(dom, Call.nameOf(Verb.Kind.DOMAIN, call.extra()));
      default -> snapshots.call(call, dom);
    };
  }

  /** Why a definition does not fit those that are there already; null if it does. */
  private @Nullable String conflict(Call call) {
    ModelDomain same = known.get(call.uuid());
    if (same != null) {
      return same.name.equals(call.objectName())
          ? null
          : "9/20 operation failed: domain '%s' is already defined with uuid %s"
              .formatted(same.name, call.objectUuid());
    }
    ModelDomain namesake = names.get(call.objectName());
    return namesake == null
        ? null
        : "9/20 operation failed: domain '%s' already exists with uuid %s"
            .formatted(call.objectName(), Call.uuidOf(namesake.uuid));
  }

  private ModelDomain admit(Call call) {
    return known.computeIfAbsent(
        call.uuid(),
        uuid -> {
          var fresh = new ModelDomain(uuid, call.objectName());
          names.put(fresh.name, fresh);
          return fresh;
        });
  }

  private String define(Call call) {
    String conflict = conflict(call);
    if (conflict != null) {
      return conflict;
    }
    boolean fresh = !known.containsKey(call.uuid());
    ModelDomain dom = admit(call);
    boolean updated = !fresh && (!dom.isActive() || dom.nextVariant != null);
    dom.assign(dom.name, call.extra());
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
    ModelDomain dom = admit(call);
    if (dom.isActive()) {
      return "55/20 Requested operation is not valid: domain '%s' is already active"
          .formatted(dom.name);
    }
    if (!fresh) {
      dom.keepForNextStart();
    }
    dom.variant = call.extra();
    return start(dom, "1/1", "2/0");
  }

  private String start(Call call, ModelDomain dom) {
    return dom.isActive()
        ? "1/12 internal error: Domain '%s' is already running".formatted(call.objectName())
        : start(dom, "1/1", "2/0");
  }

  String start(ModelDomain dom, String state, String event) {
    dom.start(nextId++, state);
    tell(dom, event);
    return Subject.OK;
  }

  private String suspend(Call call, ModelDomain dom) {
    if (!dom.state.startsWith("1/")) {
      return "1/12 internal error: domain '%s' not running".formatted(call.objectName());
    }
    dom.state = "3/1";
    tell(dom, "3/0");
    return Subject.OK;
  }

  private String resume(Call call, ModelDomain dom) {
    if (!dom.isPaused()) {
      return "1/12 internal error: domain '%s' not paused".formatted(call.objectName());
    }
    dom.state = "1/5";
    tell(dom, "4/0");
    return Subject.OK;
  }

  private String shutdown(Call call, ModelDomain dom) {
    if (!dom.isActive()) {
      return "1/12 internal error: domain '%s' not running".formatted(call.objectName());
    }
    return dom.variant == Call.RESTARTS_ON_POWEROFF ? restart(dom) : stop(dom, "5/1", "5/0");
  }

  private String reboot(ModelDomain dom) {
    return dom.variant == Call.STOPS_ON_REBOOT ? stop(dom, "5/1", "5/0") : restart(dom);
  }

  /** Nobody is told of it. */
  private static String restart(ModelDomain dom) {
    dom.state = "1/1";
    return Subject.OK;
  }

  private String stop(ModelDomain dom, String state, String event) {
    dom.stop(state);
    if (!dom.persistent) {
      remove(dom);
    }
    tell(dom, event);
    return Subject.OK;
  }

  private void remove(ModelDomain dom) {
    known.remove(dom.uuid);
    names.remove(dom.name);
  }

  private String undefine(Call call) {
    if (call.extra() > 3) {
      return "8/12 unsupported flags (0x%x) in function testDomainUndefineFlags"
          .formatted(call.extra() & ~3);
    }
    ModelDomain dom = known.get(call.uuid());
    if (dom == null) {
      return absent(call);
    }
    boolean withImage = (call.extra() & 1) != 0;
    if (dom.saved && !withImage) {
      return "55/12 Requested operation is not valid: "
          + "Refusing to undefine while domain managed save image exists";
    }
    boolean withSnapshots = (call.extra() & 2) != 0;
    if (!dom.isActive() && !dom.snapshots.isEmpty() && !withSnapshots) {
      return "55/12 Requested operation is not valid: "
          + "cannot delete inactive domain with %d snapshots".formatted(dom.snapshots.size());
    }
    if (dom.isActive()) {
      dom.persistent = false;
      dom.saved = false;
    } else {
      remove(dom);
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
    ModelDomain dom = known.get(call.uuid());
    if (dom == null) {
      return absent(call);
    }
    if (!dom.isActive()) {
      return NOT_RUNNING;
    }
    if (!dom.persistent) {
      return "55/12 Requested operation is not valid: "
          + "cannot do managed save for transient domain";
    }
    dom.saved = true;
    return stop(dom, "5/5", "5/4");
  }

  private String rename(ModelDomain dom, String name) {
    String invalid = "Requested operation is not valid: ";
    if (dom.isActive()) {
      return "55/12 " + invalid + "cannot rename active domain";
    }
    if (!dom.persistent) {
      return "55/12 " + invalid + "cannot rename a transient domain";
    }
    if (dom.name.equals(name)) {
      return "55/20 " + invalid + "Can't rename domain to itself";
    }
    if (names.get(name) != null) {
      return "55/20 %sdomain with name '%s' already exists".formatted(invalid, name);
    }
    tell(dom, "1/1");
    names.put(name, dom);
    names.remove(dom.name);
    dom.name = name;
    tell(dom, "0/2");
    return Subject.OK;
  }

  void tell(ModelDomain dom, String change) {
    announcements.tell(dom.name, dom.uuid, "id " + dom.id + ", " + change);
  }

  List<String> state() {
    List<String> states = new ArrayList<>();
    for (int uuid = 0; uuid < Call.OBJECTS; uuid++) {
      ModelDomain dom = known.get(uuid);
      states.add(uuid + ": " + (dom == null ? "error 42" : dom.toString()));
    }
    return states;
  }
}
