package org.jvirtd.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Sequences of calls, the same for the same seed. */
public final class RandomCalls {
  private static final Verb[] VERBS = Verb.values();

  /** Those that need an object that runs would seldom find one, were these not more frequent. */
  private static final List<Verb> MAKERS =
      List.of(
          Verb.DOMAIN_DEFINE,
          Verb.DOMAIN_CREATE_XML,
          Verb.DOMAIN_START,
          Verb.DOMAIN_START,
          Verb.SNAPSHOT_CREATE,
          Verb.SNAPSHOT_REVERT,
          Verb.NETWORK_DEFINE,
          Verb.POOL_DEFINE);

  private final Random random;

  public RandomCalls(long seed) {
    random = new Random(seed);
  }

  public List<Call> sequence(int length) {
    List<Call> calls = new ArrayList<>(length);
    for (int i = 0; i < length; i++) {
      calls.add(call());
    }
    return calls;
  }

  private Call call() {
    Verb verb =
        random.nextInt(4) == 0
            ? MAKERS.get(random.nextInt(MAKERS.size()))
            : VERBS[random.nextInt(VERBS.length)];
    int uuid = random.nextInt(Call.OBJECTS);
    int name = random.nextInt(8) == 0 ? random.nextInt(Call.OBJECTS) : uuid;
    return new Call(verb, name, uuid, extra(verb));
  }

  private int extra(Verb verb) {
    return switch (verb) {
      case DOMAIN_DEFINE, DOMAIN_CREATE_XML, DOMAIN_RENAME -> random.nextInt(3);
      case SNAPSHOT_CREATE -> random.nextInt(2) + 2 * (random.nextInt(4) == 0 ? 8 : 0);
      case SNAPSHOT_REVERT -> random.nextInt(8);
      case SNAPSHOT_DELETE -> random.nextInt(10);
      case DOMAIN_UNDEFINE -> random.nextInt(5);
      case DOMAIN_MANAGED_SAVE -> random.nextInt(5) * 2;
      case DOMAIN_SET_AUTOSTART, NETWORK_SET_AUTOSTART, POOL_SET_AUTOSTART -> random.nextInt(2);
      default -> 0;
    };
  }
}
