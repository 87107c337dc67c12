package org.jvirtd.observe.page;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.jvirtd.observe.page.Happenings.Happening;

/**
 * What the page shows of one moment, as it is sent: the names here are those of the JSON. All lists
 * are bounded, and have what matters most first. There is nothing of a definition in it, nor any
 * secret: names, numbers and states only.
 *
 * @param at milliseconds since 1970
 * @param vitals the moment's values for the charts, in the order of {@link Vitals#NAMES}
 * @param happened how many events of the worlds there were since the start
 * @param trimmed whether lists are shorter than they would be, to fit into a message
 */
record PageSnapshot(
    long at,
    Verdict verdict,
    List<Integer> vitals,
    Clients clients,
    Loop loop,
    Queue queue,
    Workers workers,
    Calls calls,
    List<World> worlds,
    List<Happening> events,
    long happened,
    boolean trimmed) {

  /**
   * All clients.
   *
   * @param accepting an {@link org.jvirtd.rpc.AcceptState}
   * @param underWay calls in all windows
   * @param parked calls that wait for room in their clients' windows
   * @param full clients whose window is full
   * @param behind clients that do not take what is sent to them
   * @param cells every client as one digit, in the order of connecting: a {@link ClientWalk.Level}
   * @param perCell as many clients stand behind a digit; the highest of theirs counts
   * @param top the clients that use most
   */
  record Clients(
      int total,
      int max,
      String accepting,
      int anonymous,
      int maxAnonymous,
      Map<String, Integer> transports,
      int underWay,
      int parked,
      int full,
      int behind,
      long bytesWaiting,
      String cells,
      int perCell,
      List<Client> top) {

    Clients reduced(int divisor) {
      int coarser = Math.min(divisor, Math.max(1, cells.length()));
      return new Clients(
          total,
          max,
          accepting,
          anonymous,
          maxAnonymous,
          transports,
          underWay,
          parked,
          full,
          behind,
          bytesWaiting,
          Cells.coarser(cells, coarser),
          perCell * coarser,
          first(top, divisor));
    }
  }

  /**
   * A client.
   *
   * @param who who the client is, as far as that is proved
   * @param calls its calls per second, lately
   * @param waiting bytes that its socket has not taken
   * @param since milliseconds since 1970
   */
  record Client(
      long id,
      String transport,
      String address,
      String who,
      String state,
      boolean readOnly,
      int used,
      int size,
      int parked,
      int calls,
      long waiting,
      int streams,
      long since) {}

  /**
   * The event loop.
   *
   * @param load in thousandths, of the last ten seconds or so
   * @param lag the longest of the last 10 to 20 seconds
   * @param running the callback that holds the loop for long at this moment
   * @param slowest the callback that ever held it longest
   */
  record Loop(
      boolean alive,
      int load,
      double lag,
      int handles,
      int timeouts,
      @Nullable Held running,
      long slow,
      @Nullable Held slowest) {}

  /** A callback, and for how many seconds. */
  record Held(String name, double seconds) {}

  /**
   * @param oldest how long the first of the queue has waited
   */
  record Queue(int depth, int high, int limit, int deepest, double oldest, int heldBack) {}

  /**
   * The workers.
   *
   * @param ordinary each worker as one character: a digit of {@link WorkerSlots}
   */
  record Workers(
      int max,
      int size,
      int busy,
      int prioritySize,
      int priorityBusy,
      int abandoned,
      int maxAbandoned,
      String ordinary,
      String priority) {}

  /**
   * The calls on workers.
   *
   * @param running how many there are
   * @param stuckAfter from when on, in seconds, a call counts as stuck
   * @param slow calls so far that took longer than that
   * @param timedOut calls so far that were answered with a timeout
   * @param top those that have been on their worker longest, if for a while
   */
  record Calls(int running, double stuckAfter, long slow, long timedOut, List<Call> top) {}

  /**
   * A call.
   *
   * @param waitsFor what the lock guards that it waits for
   * @param heldBy the call that holds that lock
   * @param heldByClient the client of that call
   * @param at where it is in the code
   */
  record Call(
      long client,
      String who,
      String procedure,
      int serial,
      double seconds,
      String worker,
      boolean timedOut,
      @Nullable String waitsFor,
      @Nullable String heldBy,
      @Nullable Long heldByClient,
      @Nullable String at) {}

  /**
   * A world that connections share.
   *
   * @param states how many domains there are in each state
   * @param domains some of them
   */
  record World(
      String uri, int connections, int total, Map<String, Integer> states, List<Domain> domains) {

    World reduced(int divisor) {
      return new World(uri, connections, total, states, first(domains, divisor));
    }
  }

  /**
   * A domain.
   *
   * @param heldBy the call that holds it, if that takes long
   */
  record Domain(String name, String state, @Nullable String heldBy) {}

  /** The same with so many times less in its lists. */
  PageSnapshot reduced(int divisor) {
    return new PageSnapshot(
        at,
        verdict,
        vitals,
        clients.reduced(divisor),
        loop,
        queue,
        workers,
        new Calls(
            calls.running, calls.stuckAfter, calls.slow, calls.timedOut, first(calls.top, divisor)),
        worlds.stream().map(world -> world.reduced(divisor)).toList(),
        first(events, divisor),
        happened,
        true);
  }

  private static <T> List<T> first(List<T> list, int divisor) {
    return list.subList(0, list.size() / divisor);
  }
}
