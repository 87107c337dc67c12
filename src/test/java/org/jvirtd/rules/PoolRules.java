package org.jvirtd.rules;

import java.util.List;

/** The life of storage pools, which calls find by name. */
final class PoolRules {
  private final Shelf pools = new Shelf("pool", 49, 18, false);
  private final Announcements announcements;

  PoolRules(Announcements announcements) {
    this.announcements = announcements;
  }

  List<String> state() {
    return pools.state();
  }

  String call(Call call) {
    return switch (call.verb()) {
      case POOL_DEFINE, POOL_CREATE_XML -> {
        String conflict = pools.conflict(call);
        yield conflict != null ? conflict : admit(call);
      }
      default -> {
        Shelf.Thing pool = pools.named(call.objectName());
        yield pool == null
            ? "49/12 Storage pool not found: no storage pool with matching name '%s'"
                .formatted(call.objectName())
            : change(call, pool);
      }
    };
  }

  private String admit(Call call) {
    Shelf.Thing pool = pools.admit(call);
    boolean define = call.verb() == Verb.POOL_DEFINE;
    if (!define && pool.active) {
      return "55/18 Requested operation is not valid: pool is already active as '%s'"
          .formatted(pool.name);
    }
    // One that was defined becomes transient when it is created from XML.
    pool.persistent = define;
    pool.active |= !define;
    announcements.tell(pool.name, pool.uuid, define ? "0" : "2");
    return Subject.OK;
  }

  private String change(Call call, Shelf.Thing pool) {
    return switch (call.verb()) {
      case POOL_DESTROY -> destroy(pool);
      case POOL_SET_AUTOSTART -> {
        if (!pool.persistent) {
          yield "8/12 invalid argument: pool has no config file";
        }
        pool.autostart = call.extra() != 0;
        yield Subject.OK;
      }
      default -> pool.active ? refusal(pool, "is active") : changeInactive(call, pool);
    };
  }

  private static String refusal(Shelf.Thing pool, String why) {
    return "55/12 Requested operation is not valid: storage pool '%s' %s".formatted(pool.name, why);
  }

  private String destroy(Shelf.Thing pool) {
    if (!pool.active) {
      return refusal(pool, "is not active");
    }
    pool.active = false;
    if (!pool.persistent) {
      pools.remove(pool);
    }
    announcements.tell(pool.name, pool.uuid, "3");
    return Subject.OK;
  }

  /** These events name the pool as the client did. */
  private String changeInactive(Call call, Shelf.Thing pool) {
    String event =
        switch (call.verb()) {
          case POOL_START -> "2";
          case POOL_UNDEFINE -> "1";
          case POOL_BUILD -> "4";
          case POOL_DELETE -> "5";
          default -> throw new IllegalArgumentException(call.toString());
        };
    pool.active = call.verb() == Verb.POOL_START;
    if (call.verb() == Verb.POOL_UNDEFINE) {
      pools.remove(pool);
    }
    announcements.tell(pool.name, call.uuid(), event);
    return Subject.OK;
  }
}
