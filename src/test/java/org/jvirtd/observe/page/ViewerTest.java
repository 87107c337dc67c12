package org.jvirtd.observe.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockAsyncContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** How a browser is written to that takes what it is sent, slowly, or not at all. */
class ViewerTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Wire wire = new Wire();
  private final List<Viewer> ended = new ArrayList<>();
  private final Viewer viewer =
      new Viewer(
          new MockAsyncContext(new MockHttpServletRequest(), new MockHttpServletResponse()),
          wire,
          ended::add);

  @BeforeEach
  void open() {
    viewer.open();
  }

  @Test
  void nothingIsWrittenBeforeTheContainerSaysThatItMay() {
    wire.ready = true;
    viewer.welcome(bytes("welcome"));
    viewer.offer(bytes("one"), 0);
    assertThat(wire.written).isEmpty();

    viewer.onWritePossible();

    assertThat(wire.written).containsExactly("welcome", "flush", "one", "flush");
  }

  @Test
  void whatIsOfferedGoesOutAtOnceWhileTheSocketTakesIt() {
    begin();
    viewer.offer(bytes("one"), 0);
    viewer.offer(bytes("two"), SECOND);
    assertThat(wire.written).containsExactly("one", "flush", "two", "flush");
  }

  @Test
  void oneThatIsSlowGetsTheLatestOnly() {
    begin();
    wire.ready = false;
    assertThat(viewer.offer(bytes("one"), SECOND)).isZero();
    assertThat(viewer.offer(bytes("two"), 2 * SECOND)).isZero();
    assertThat(viewer.offer(bytes("three"), 5 * SECOND)).isEqualTo(3 * SECOND);

    wire.ready = true;
    viewer.onWritePossible();

    assertThat(wire.written).containsExactly("three", "flush");
    assertThat(viewer.offer(bytes("four"), 6 * SECOND)).isZero();
  }

  @Test
  void theLastWordsGoOutBeforeItEnds() {
    begin();
    wire.ready = false;
    viewer.finish(bytes("end"));
    assertThat(ended).isEmpty();
    wire.ready = true;
    viewer.onWritePossible();
    assertThat(wire.written).containsExactly("end", "flush");
    assertThat(ended).containsExactly(viewer);
  }

  @Test
  void itEndsOnceHoweverManySayThatItHas() {
    begin();
    wire.broken = true;
    viewer.offer(bytes("one"), 0);
    viewer.onError(new IOException("the same"));
    viewer.drop();
    assertThat(ended).containsExactly(viewer);
    wire.broken = false;
    viewer.offer(bytes("two"), 0);
    assertThat(wire.written).isEmpty();
  }

  private void begin() {
    wire.ready = true;
    viewer.onWritePossible();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
