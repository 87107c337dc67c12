package org.jvirtd.driver.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jvirtd.driver.test.TestWorld.errorText;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.jvirtd.driver.domain.Moment;

/** The forest that a domain's snapshots form. */
class MomentsTest {
  private record Point(String name, @Nullable String parent) implements Moment<Point> {
    @Override
    public Point withParent(@Nullable String other) {
      return new Point(name, other);
    }
  }

  private static final Moments.Filter<Point> ALL = new Moments.Filter<>(true, true, point -> true);

  private final Moments<Point> moments = new Moments<>();

  MomentsTest() {
    add("a", null);
    add("b", "a");
    add("c", "b");
    add("d", "b");
    add("e", "a");
    add("f", null);
  }

  private void add(String name, @Nullable String parent) {
    moments.add(new Point(name, parent));
  }

  private static List<String> names(List<Point> points) {
    return points.stream().map(Point::name).toList();
  }

  @Test
  void parentsStandBeforeTheirChildrenAndTheYoungestFirst() {
    assertThat(names(moments.list(false, ALL))).containsExactly("f", "a", "e", "b", "d", "c");
    assertThat(names(moments.list(true, ALL))).containsExactly("f", "a");
    assertThat(names(moments.list("a", false, ALL))).containsExactly("e", "b");
    assertThat(names(moments.list("a", true, ALL))).containsExactly("e", "b", "d", "c");
  }

  @Test
  void leavesAreThoseWithoutChildren() {
    var leaves = new Moments.Filter<Point>(true, false, point -> true);
    var inner = new Moments.Filter<Point>(false, true, point -> true);

    assertThat(names(moments.list(false, leaves))).containsExactlyInAnyOrder("c", "d", "e", "f");
    assertThat(names(moments.list(false, inner))).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void theChildrenOfARemovedOneBecomeItsParents() {
    moments.setCurrent("b");

    moments.remove("b");

    assertThat(names(moments.list("a", false, ALL))).containsExactly("d", "c", "e");
    assertThat(moments.find("c")).isEqualTo(new Point("c", "a"));
    assertThat(moments.isCurrent("a")).isTrue();
    assertThat(moments.size()).isEqualTo(5);
  }

  @Test
  void theChildrenOfARemovedRootBecomeRoots() {
    moments.remove("a");

    assertThat(names(moments.list(true, ALL))).containsExactlyInAnyOrder("f", "b", "e");
    assertThat(moments.find("b")).isEqualTo(new Point("b", null));
  }

  @Test
  void aTreeIsRemovedWithTheCurrentOneInIt() {
    moments.setCurrent("d");

    moments.removeTree("b");

    assertThat(names(moments.list(false, ALL))).containsExactly("f", "a", "e");
    assertThat(moments.isCurrent("a")).isTrue();
  }

  @Test
  void whatComesAfterOneIsRemovedWithoutIt() {
    moments.setCurrent("d");

    moments.removeDescendants("a");

    assertThat(names(moments.list(false, ALL))).containsExactly("f", "a");
    assertThat(moments.isCurrent("a")).isTrue();
  }

  @Test
  void aReplacedOneKeepsItsChildrenAndMovesToItsNewParent() {
    moments.replace(new Point("b", "f"));

    assertThat(names(moments.list("f", true, ALL))).containsExactly("b", "d", "c");
    assertThat(names(moments.list("a", true, ALL))).containsExactly("e");
  }

  @Test
  void whatIsNoTreeIsRefused() {
    assertThat(errorText(() -> moments.requireTree(new Point("x", "x"))))
        .endsWith("cannot set moment x as its own parent");
    assertThat(errorText(() -> moments.requireTree(new Point("x", "none"))))
        .endsWith("parent none for moment x not found");
    assertThat(errorText(() -> moments.requireTree(new Point("a", "d"))))
        .endsWith("parent b would create cycle to a");
    assertThat(errorText(() -> add("a", null))).endsWith("domain moment a already exists");
  }
}
