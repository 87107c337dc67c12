package org.jvirtd.observe.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.jvirtd.observe.page.PageSnapshot.Client;
import org.jvirtd.observe.page.PageSnapshot.Clients;
import org.jvirtd.rpc.ConnectionInfo;

/** What a walk over the clients finds. */
class ClientWalkTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Idle idle = new Idle();
  private final ClientWalk walk = new ClientWalk(idle.server, 3, 100);

  @AfterEach
  void close() {
    idle.close();
  }

  @Test
  void eachClientIsADigitThatTellsHowMuchOfItsShareItUses() {
    Clients clients =
        walk.walk(
            List.of(
                Idle.client(1, "quiet", 0, 0, 0, 0),
                Idle.client(2, "calls", 7, 0, 0, 0),
                Idle.client(3, "has one under way", 7, 1, 0, 0),
                Idle.client(4, "full", 7, 5, 0, 0),
                Idle.client(5, "parked", 7, 5, 2, 0),
                Idle.client(6, "does not read", 7, 0, 0, 1 << 20)),
            SECOND);

    assertThat(clients.cells()).isEqualTo("012345");
    assertThat(clients.total()).isEqualTo(6);
    assertThat(clients.underWay()).isEqualTo(11);
    assertThat(clients.parked()).isEqualTo(2);
    assertThat(clients.full()).isEqualTo(2);
    assertThat(clients.behind()).isEqualTo(1);
    assertThat(clients.top()).extracting(Client::id).containsExactly(6L, 5L, 4L);
  }

  @Test
  void ratesAreOfTheTimeSinceTheWalkBefore() {
    walk.walk(Idle.clients(2, "x", 100), SECOND);
    List<ConnectionInfo> later = new ArrayList<>(Idle.clients(2, "x", 100));
    later.set(1, Idle.client(2, "x", 150, 0, 0, 0));

    Clients clients = walk.walk(later, 3 * SECOND);

    assertThat(clients.cells()).isEqualTo("01");
    assertThat(clients.top().getFirst().id()).isEqualTo(2);
    assertThat(clients.top().getFirst().calls()).isEqualTo(25);
  }

  @Test
  void moreClientsThanCellsShareThemAndTheWorstIsSeen() {
    List<ConnectionInfo> many = new ArrayList<>(Idle.clients(5000, "x", 0));
    many.set(4321, Idle.client(4322, "x", 0, 5, 30, 0));

    Clients clients = walk.walk(many, SECOND);

    assertThat(clients.perCell()).isEqualTo(50);
    assertThat(clients.cells()).hasSize(100).contains("4");
    assertThat(clients.cells().indexOf('4')).isEqualTo(4321 / 50);
    assertThat(clients.top().getFirst().id()).isEqualTo(4322);
  }
}
