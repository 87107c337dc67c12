package org.jvirtd.driver.test;

import static org.jvirtd.protocol.ErrorDomain.DOMAIN;
import static org.jvirtd.protocol.ErrorDomain.TEST;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.NamedLock;
import org.jvirtd.driver.WorldSight;
import org.jvirtd.driver.WorldSight.DomainSight;
import org.jvirtd.driver.domain.DomainDefinition;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.protocol.domain.Domain;

/**
 * The domains of a world, by UUID and by name.
 *
 * <p>Locks are taken in this order: a domain's, then the table's own. The table's is held for
 * moments, while both indexes change together, and never while a domain's is waited for. No call
 * holds two domains.
 */
final class DomainTable {
  private final Map<UUID, TestDomain> byUuid = new ConcurrentHashMap<>();
  private final Map<String, TestDomain> byName = new ConcurrentHashMap<>();
  private final NamedLock indexes = new NamedLock(() -> "the list of domains");

  private static final Comparator<DomainSight> FIRST_TO_SEE =
      Comparator.comparing((DomainSight domain) -> domain.heldBy() == null)
          .thenComparing(domain -> domain.state() == WorldSight.State.SHUTOFF)
          .thenComparing(DomainSight::name);

  /** What is done to a domain that was admitted. */
  @FunctionalInterface
  interface Admitted<R> {
    /**
     * @param fresh whether the domain was unknown before
     */
    R apply(TestDomain domain, boolean fresh);
  }

  /**
   * Does something with the domain that a client names.
   *
   * @throws LibvirtException NO_DOMAIN if it is not there
   */
  <R> R with(Domain handle, Function<TestDomain, R> action) {
    return find(handle, domain -> true, action)
        .orElseThrow(() -> LibvirtException.noDomain(TEST, handle.name(), handle.uuid()));
  }

  /** Asks something of the domain that a client names, if it is there and matches. */
  <R> Optional<R> find(Domain handle, Predicate<TestDomain> filter, Function<TestDomain, R> view) {
    return locked(byUuid.get(handle.uuid()), filter, view);
  }

  private static <R> Optional<R> locked(
      @Nullable TestDomain domain, Predicate<TestDomain> filter, Function<TestDomain, R> view) {
    if (domain == null) {
      return Optional.empty();
    }
    domain.lock().lock();
    try {
      boolean wanted = !domain.isRemoved() && filter.test(domain);
      return wanted ? Optional.of(view.apply(domain)) : Optional.empty();
    } finally {
      domain.lock().unlock();
    }
  }

  /** Does something to the domain that a client names. */
  void change(Domain handle, Consumer<TestDomain> action) {
    boolean _ =
        with(
            handle,
            domain -> {
              action.accept(domain);
              return true;
            });
  }

  Domain byUuid(UUID uuid) {
    return handleOf(byUuid.get(uuid));
  }

  Domain byName(String name) {
    return handleOf(byName.get(name));
  }

  Domain byId(int id) {
    return select(domain -> domain.isActive() && domain.id() == id, TestDomain::handle).stream()
        .findAny()
        .orElseThrow(() -> noDomain());
  }

  private static Domain handleOf(@Nullable TestDomain domain) {
    return locked(domain, known -> true, TestDomain::handle).orElseThrow(() -> noDomain());
  }

  private static LibvirtException noDomain() {
    return LibvirtException.of(ErrorCode.NO_DOMAIN, TEST, null);
  }

  /**
   * What there is to see, without any lock, as a call that hangs must not hold up who looks: a name
   * or a state may be one of a moment ago. Both are immutable, so that neither is ever half of
   * another.
   *
   * @param most how many domains to list
   */
  WorldSight look(String uri, int connections, int most) {
    Map<WorldSight.State, Integer> states = new EnumMap<>(WorldSight.State.class);
    PriorityQueue<DomainSight> worst = new PriorityQueue<>(FIRST_TO_SEE.reversed());
    for (TestDomain domain : byUuid.values()) {
      WorldSight.State state = WorldSight.State.valueOf(domain.state().state().name());
      states.merge(state, 1, Integer::sum);
      worst.add(new DomainSight(domain.name(), state, domain.lock().holder()));
      if (worst.size() > most) {
        worst.remove();
      }
    }
    List<DomainSight> listed = new ArrayList<>(worst);
    listed.sort(FIRST_TO_SEE);
    return new WorldSight(uri, connections, states, listed);
  }

  /** What is asked of each domain that matches. */
  <R> List<R> select(Predicate<TestDomain> filter, Function<TestDomain, R> view) {
    List<R> selected = new ArrayList<>();
    for (TestDomain domain : byUuid.values()) {
      locked(domain, filter, view).ifPresent(selected::add);
    }
    return selected;
  }

  /**
   * Finds the domain that a definition describes, or makes it.
   *
   * @throws LibvirtException OPERATION_FAILED if its name or its UUID is another's
   */
  <R> R admit(DomainDefinition definition, Admitted<R> action) {
    while (true) {
      TestDomain known = byUuid.get(definition.uuid());
      TestDomain domain = known != null ? known : new TestDomain(definition);
      domain.lock().lock();
      try {
        if (known == null ? insert(domain) : !domain.isRemoved()) {
          requireSameName(domain, definition);
          return applyOrRemove(domain, known == null, action);
        }
      } finally {
        domain.lock().unlock();
      }
      // Another call inserted or removed the domain in between: look again.
    }
  }

  private <R> R applyOrRemove(TestDomain domain, boolean fresh, Admitted<R> action) {
    boolean done = false;
    try {
      R result = action.apply(domain, fresh);
      done = true;
      return result;
    } finally {
      if (fresh && !done) {
        remove(domain);
      }
    }
  }

  private static void requireSameName(TestDomain domain, DomainDefinition definition) {
    if (!domain.name().equals(definition.name())) {
      throw failed("domain '" + domain.name() + "' is already defined with uuid " + domain.uuid());
    }
  }

  private static LibvirtException failed(String detail) {
    return LibvirtException.of(ErrorCode.OPERATION_FAILED, DOMAIN, detail);
  }

  private boolean insert(TestDomain domain) {
    indexes.lock();
    try {
      if (byUuid.containsKey(domain.uuid())) {
        return false;
      }
      TestDomain namesake = byName.get(domain.name());
      if (namesake != null) {
        throw failed("domain '" + domain.name() + "' already exists with uuid " + namesake.uuid());
      }
      byUuid.put(domain.uuid(), domain);
      byName.put(domain.name(), domain);
      return true;
    } finally {
      indexes.unlock();
    }
  }

  /** Forgets a domain whose lock the caller holds. */
  void remove(TestDomain domain) {
    indexes.lock();
    try {
      domain.markRemoved();
      byUuid.remove(domain.uuid());
      byName.remove(domain.name());
    } finally {
      indexes.unlock();
    }
  }

  /**
   * Gives another name to a domain whose lock the caller holds.
   *
   * @throws LibvirtException OPERATION_INVALID if the name is taken
   */
  void rename(TestDomain domain, String newName) {
    indexes.lock();
    try {
      if (byName.putIfAbsent(newName, domain) != null) {
        throw LibvirtException.invalidOperation(
            DOMAIN, "domain with name '" + newName + "' already exists");
      }
      byName.remove(domain.name());
      domain.rename(newName);
    } finally {
      indexes.unlock();
    }
  }
}
