package org.jvirtd.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What snapshots keep of a domain, and what going back to one does to it. */
final class SnapshotRules {
  private final DomainRules domains;

  SnapshotRules(DomainRules domains) {
    this.domains = domains;
  }

  /** What is wrong with a call whatever the domain is; null if nothing is. */
  static @Nullable String fault(Call call) {
    if (call.verb() == Verb.SNAPSHOT_REVERT && call.snapshotFlags() == 3) {
      return "8/35 Flags 'VIR_DOMAIN_SNAPSHOT_REVERT_RUNNING' and "
          + "'VIR_DOMAIN_SNAPSHOT_REVERT_PAUSED' are mutually exclusive";
    }
    if (call.verb() == Verb.SNAPSHOT_DELETE && (call.snapshotFlags() & 2) != 0) {
      return "8/12 unsupported flags (0x2) in function testDomainSnapshotDelete";
    }
    return null;
  }

  String call(Call call, ModelDomain dom) {
    if (call.verb() == Verb.SNAPSHOT_CREATE) {
      return create(call, dom);
    }
    ModelDomain.Snapshot snapshot = dom.snapshots.get(call.snapshotName());
    if (snapshot == null) {
      return "72/12 Domain snapshot not found: no domain snapshot with matching name '%s'"
          .formatted(call.snapshotName());
    }
    return call.verb() == Verb.SNAPSHOT_REVERT
        ? revert(call, dom, snapshot)
        : delete(call, dom, snapshot);
  }

  private String create(Call call, ModelDomain dom) {
    boolean halt = call.snapshotFlags() != 0;
    String name = call.snapshotName();
    if (halt && !dom.persistent) {
      return "55/12 Requested operation is not valid: "
          + "cannot halt after transient domain snapshot";
    }
    if (dom.snapshots.containsKey(name)) {
      return "9/20 operation failed: domain moment " + name + " already exists";
    }
    dom.snapshots.put(
        name,
        new ModelDomain.Snapshot(
            name, dom.currentSnapshot, dom.isActive(), dom.isPaused(), dom.name, dom.variant));
    dom.currentSnapshot = name;
    if (halt && dom.isActive()) {
      stop(dom);
    }
    return Subject.OK;
  }

  private void stop(ModelDomain dom) {
    dom.stop("5/7");
    domains.tell(dom, "5/6");
  }

  private String revert(Call call, ModelDomain dom, ModelDomain.Snapshot snapshot) {
    boolean wantsRunning = call.snapshotFlags() == 1;
    boolean wantsPaused = call.snapshotFlags() == 2;
    if (!dom.persistent && !snapshot.online() && !wantsRunning && !wantsPaused) {
      return "55/12 Requested operation is not valid: transient domain needs to request run or "
          + "pause to revert to inactive snapshot";
    }
    if (snapshot.online()) {
      if (dom.isActive()) {
        stop(dom);
      }
      dom.assign(snapshot.domain(), snapshot.variant());
      domains.start(dom, "1/4", "2/3");
      if (!wantsRunning && (snapshot.paused() || wantsPaused)) {
        dom.state = "3/7";
        domains.tell(dom, "3/5");
      }
    } else {
      dom.assign(snapshot.domain(), snapshot.variant());
      if (dom.isActive()) {
        stop(dom);
      }
      // A start that is asked for is told of, and does not happen.
      if (wantsRunning || wantsPaused) {
        domains.tell(dom, "2/3");
      }
      if (wantsPaused) {
        domains.tell(dom, "3/5");
      }
    }
    dom.currentSnapshot = snapshot.name();
    return Subject.OK;
  }

  private static String delete(Call call, ModelDomain dom, ModelDomain.Snapshot snapshot) {
    boolean withDescendants = call.snapshotFlags() != 0;
    boolean keepsItself = call.snapshotFlags() == 4;
    if (withDescendants) {
      for (String descendant : descendants(dom, snapshot.name())) {
        dom.snapshots.remove(descendant);
        if (descendant.equals(dom.currentSnapshot)) {
          dom.currentSnapshot = snapshot.name();
        }
      }
    } else {
      dom.snapshots.replaceAll((name, child) ->
          snapshot.name().equals(child.parent()) ? child.under(snapshot.parent()) : child);
    }
    if (!keepsItself) {
      dom.snapshots.remove(snapshot.name());
      if (snapshot.name().equals(dom.currentSnapshot)) {
        dom.currentSnapshot = snapshot.parent();
      }
    }
    return Subject.OK;
  }

  private static List<String> descendants(ModelDomain dom, String name) {
    List<String> found = new ArrayList<>();
    for (ModelDomain.Snapshot one : dom.snapshots.values()) {
      if (Objects.equals(one.parent(), name)) {
        found.add(one.name());
        found.addAll(descendants(dom, one.name()));
      }
    }
    return found;
  }
}
