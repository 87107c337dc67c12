package org.jvirtd.rules;

import java.util.List;

/** The life of networks, which calls find by name. */
final class NetworkRules {
  private final Shelf networks = new Shelf("network", 43, 19, true);
  private final Announcements announcements;

  NetworkRules(Announcements announcements) {
    this.announcements = announcements;
  }

  List<String> state() {
    return networks.state();
  }

  String call(Call call) {
    return switch (call.verb()) {
      case NETWORK_DEFINE, NETWORK_CREATE_XML -> {
        String conflict = networks.conflict(call);
        yield conflict != null ? conflict : admit(call);
      }
      default -> {
        Shelf.Thing network = networks.named(call.objectName());
        yield network == null
            ? "43/12 Network not found: no network with matching name '%s'"
                .formatted(call.objectName())
            : change(call, network);
      }
    };
  }

  private String admit(Call call) {
    Shelf.Thing network = networks.admit(call);
    if (call.verb() == Verb.NETWORK_DEFINE) {
      network.persistent = true;
      return tell(network, 0);
    }
    if (network.active) {
      return "55/19 Requested operation is not valid: network is already active as '%s'"
          .formatted(network.name);
    }
    return start(network);
  }

  private String change(Call call, Shelf.Thing network) {
    return switch (call.verb()) {
      case NETWORK_START -> network.active ? refusal(network, "already running") : start(network);
      case NETWORK_DESTROY -> destroy(network);
      case NETWORK_UNDEFINE ->
          network.active ? refusal(network, "still running") : undefine(call, network);
      case NETWORK_SET_AUTOSTART -> {
        network.autostart = call.extra() != 0;
        yield Subject.OK;
      }
      default -> throw new IllegalArgumentException(call.toString());
    };
  }

  private static String refusal(Shelf.Thing network, String why) {
    return "55/12 Requested operation is not valid: Network '%s' is %s"
        .formatted(network.name, why);
  }

  private String start(Shelf.Thing network) {
    network.active = true;
    return tell(network, 2);
  }

  /** It may be stopped already. */
  private String destroy(Shelf.Thing network) {
    network.active = false;
    if (!network.persistent) {
      networks.remove(network);
    }
    return tell(network, 3);
  }

  /** The event names the network as the client did. */
  private String undefine(Call call, Shelf.Thing network) {
    networks.remove(network);
    announcements.tell(network.name, call.uuid(), "1");
    return Subject.OK;
  }

  private String tell(Shelf.Thing network, int event) {
    announcements.tell(network.name, network.uuid, Integer.toString(event));
    return Subject.OK;
  }
}
