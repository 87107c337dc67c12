package org.jvirtd.observe.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvirtd.driver.ShowsWorlds;
import org.jvirtd.driver.WorldSight;
import org.jvirtd.driver.WorldSight.DomainSight;
import org.jvirtd.protocol.domain.Domain;
import org.jvirtd.protocol.event.DomainLifecycleEvent;

/** A message keeps to its bound, whatever clients call themselves and their domains. */
class AMessageIsBoundedTest {
  /** Each of its characters takes as much room in JSON as any can. */
  private static final String HOSTILE = "\"\uFFFD\u4E00</script>\u0001\u202E".repeat(40);

  @ParameterizedTest
  @ValueSource(ints = {8192, 32768})
  void withThousandsOfClientsThatHaveTheWorstOfNames(int most) {
    Encoder encoder = new Encoder(most);

    byte[] message = encoder.snapshot(snapshot(HOSTILE));

    assertThat(message).hasSizeLessThanOrEqualTo(most);
    String json = data(message);
    assertThat(JsonPath.<Boolean>read(json, "$.trimmed")).isEqualTo(encoder.trimmed() == 1);
    assertThat(most > 8192 || encoder.trimmed() == 1).as("it had to be trimmed").isTrue();
    // What is counted stays true when less is listed.
    assertThat(JsonPath.<Integer>read(json, "$.clients.total")).isEqualTo(5000);
    assertThat(JsonPath.<Integer>read(json, "$.worlds[0].total")).isEqualTo(10_000);
    assertThat(JsonPath.<List<?>>read(json, "$.clients.top")).isNotEmpty();
    int cells = JsonPath.<String>read(json, "$.clients.cells").length();
    int perCell = JsonPath.<Integer>read(json, "$.clients.perCell");
    assertThat(cells).isEqualTo((5000 + perCell - 1) / perCell);
  }

  @Test
  void withNamesAsTheyAreNothingIsLeftOut() {
    Encoder encoder = new Encoder(32768);

    byte[] message = encoder.snapshot(snapshot("web-server-0001"));

    assertThat(encoder.trimmed()).isZero();
    assertThat(JsonPath.<List<?>>read(data(message), "$.clients.top")).hasSize(12);
    assertThat(JsonPath.<List<?>>read(data(message), "$.worlds[0].domains")).hasSize(48);
    assertThat(JsonPath.<String>read(data(message), "$.clients.cells")).hasSize(5000);
  }

  @Test
  void aNameThatLooksLikeMarkupOrTurnsTheTextIsPlain() {
    String json = data(new Encoder(1 << 20).snapshot(snapshot("<b>\u202Ex\nevent: end\n\n")));

    String name = JsonPath.read(json, "$.worlds[0].domains[0].name");
    assertThat(name).isEqualTo("<b>\uFFFDx\uFFFDevent: end\uFFFD\uFFFD");
    // An event ends at an empty line: no name can bring one.
    assertThat(json).doesNotContain("\n");
  }

  @Test
  void theWelcomeKeepsToItTooWithLessHistory() {
    Encoder encoder = new Encoder(8192);
    History history = new History();
    for (int i = 0; i < 2 * History.SAMPLES; i++) {
      int large = Integer.MAX_VALUE;
      history.add(new Vitals(large, large, large, large, large, large, large, i));
    }

    byte[] message =
        encoder.welcome(divisor ->
            new Welcome(
                "1", 1000, History.SAMPLES, List.of(), history.series(History.SAMPLES / divisor)));

    assertThat(message).hasSizeLessThanOrEqualTo(8192);
    List<Integer> latest = JsonPath.read(data(message), "$.series.full");
    assertThat(latest).isNotEmpty().last().isEqualTo(2 * History.SAMPLES - 1);
  }

  private static PageSnapshot snapshot(String name) {
    try (Idle idle = new Idle()) {
      PageSources sources = idle.sources(new World(name));
      Happenings happenings = new Happenings(sources.time());
      for (int i = 0; i < 100; i++) {
        happenings.onEvent(
            name, new DomainLifecycleEvent(new Domain(name, new UUID(0, i), i), 2, 0));
      }
      PageSnapshot taken =
          new SnapshotTaker(sources, happenings).take(new VitalsMeter(sources).sample(), 0);
      return new PageSnapshot(
          taken.at(),
          taken.verdict(),
          taken.vitals(),
          new ClientWalk(idle.server, 12, 5000).walk(Idle.clients(5000, name, 1), 1),
          taken.loop(),
          taken.queue(),
          taken.workers(),
          taken.calls(),
          taken.worlds(),
          taken.events(),
          taken.happened(),
          false);
    }
  }

  private static String data(byte[] message) {
    String text = new String(message, StandardCharsets.UTF_8);
    assertThat(text).startsWith("event: ").endsWith("\n\n");
    String line = text.lines().filter(l -> l.startsWith("data: ")).findFirst().orElse(null);
    return Objects.requireNonNull(line).substring("data: ".length());
  }

  private record World(String name) implements ShowsWorlds {
    @Override
    public List<WorldSight> worlds(int mostDomains) {
      List<DomainSight> domains = new ArrayList<>();
      for (int i = 0; i < mostDomains; i++) {
        domains.add(new DomainSight(name, WorldSight.State.RUNNING, null));
      }
      return List.of(new WorldSight(name, 1, Map.of(WorldSight.State.RUNNING, 10_000), domains));
    }

    @Override
    public void watch(EventWatcher watcher) {}
  }
}
