package org.jvirtd.driver.test;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.domain.Moment;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.ErrorDomain;
import org.jvirtd.protocol.LibvirtException;

/**
 * The snapshots, or the checkpoints, of a domain: a forest, of which one may be the current one.
 * Guarded by the domain's lock.
 *
 * <pre>
 *   s1 ── s2 ── s3 (current)
 *    └─── s4
 *   s5
 * </pre>
 *
 * A child stands before its older sisters, as in libvirt.
 */
final class Moments<M extends Moment<M>> {
  private static final class Node<M> {
    M moment;
    @Nullable Node<M> parent;
    final List<Node<M>> children = new ArrayList<>(0);

    Node(M moment) {
      this.moment = moment;
    }
  }

  /** Which moments a list is to hold, by the size of their progeny. */
  record Filter<M>(boolean leaves, boolean inner, Predicate<M> matches) {}

  private final Map<String, Node<M>> byName = new HashMap<>();
  private final List<Node<M>> roots = new ArrayList<>(0);
  private @Nullable Node<M> current;

  boolean isEmpty() {
    return byName.isEmpty();
  }

  int size() {
    return byName.size();
  }

  @Nullable M find(@Nullable String name) {
    Node<M> node = name == null ? null : byName.get(name);
    return node == null ? null : node.moment;
  }

  @Nullable M current() {
    return current == null ? null : current.moment;
  }

  boolean isCurrent(String name) {
    return current != null && current.moment.name().equals(name);
  }

  /**
   * @param name null for none
   */
  void setCurrent(@Nullable String name) {
    current = name == null ? null : byName.get(name);
  }

  /**
   * Adds a moment under the parent that it names; a root where there is none.
   *
   * @throws LibvirtException OPERATION_FAILED if there is one of that name
   */
  void add(M moment) {
    if (byName.containsKey(moment.name())) {
      throw LibvirtException.of(
          ErrorCode.OPERATION_FAILED,
          ErrorDomain.DOMAIN,
          "domain moment " + moment.name() + " already exists");
    }
    Node<M> node = new Node<>(moment);
    byName.put(moment.name(), node);
    link(node);
  }

  /** Puts a moment in the place of the one of its name; its children stay. */
  void replace(M moment) {
    Node<M> node = node(moment.name());
    siblings(node).remove(node);
    node.moment = moment;
    link(node);
  }

  private void link(Node<M> node) {
    String parent = node.moment.parent();
    node.parent = parent == null ? null : byName.get(parent);
    siblings(node).addFirst(node);
  }

  private List<Node<M>> siblings(Node<M> node) {
    return node.parent == null ? roots : node.parent.children;
  }

  private Node<M> node(String name) {
    Node<M> node = byName.get(name);
    if (node == null) {
      throw new IllegalArgumentException("no moment " + name);
    }
    return node;
  }

  /**
   * Checks that a moment can be added, or put in the place of another, and what results is a tree.
   *
   * @throws LibvirtException INVALID_ARG if it is its own ancestor, or its parent is not there
   */
  void requireTree(M moment) {
    String parent = moment.parent();
    if (parent == null) {
      return;
    }
    if (parent.equals(moment.name())) {
      throw invalid("cannot set moment " + moment.name() + " as its own parent");
    }
    Node<M> ancestor = byName.get(parent);
    if (ancestor == null) {
      throw invalid("parent " + parent + " for moment " + moment.name() + " not found");
    }
    while (ancestor != null) {
      if (moment.name().equals(ancestor.moment.parent())) {
        throw invalid(
            "parent " + ancestor.moment.name() + " would create cycle to " + moment.name());
      }
      ancestor = ancestor.parent;
    }
  }

  private static LibvirtException invalid(String detail) {
    return LibvirtException.of(ErrorCode.INVALID_ARG, ErrorDomain.DOMAIN, detail);
  }

  /** Removes one; its children become those of its parent. */
  void remove(String name) {
    Node<M> node = node(name);
    List<Node<M>> siblings = siblings(node);
    M former = node.moment;
    for (Node<M> child : node.children) {
      child.parent = node.parent;
      child.moment = child.moment.withParent(former.parent());
    }
    siblings.remove(node);
    siblings.addAll(0, node.children);
    forget(node);
  }

  private void forget(Node<M> node) {
    byName.remove(node.moment.name());
    if (node == current) {
      current = node.parent;
    }
  }

  /** Removes one with all that come after it. */
  void removeTree(String name) {
    Node<M> node = node(name);
    removeDescendants(name);
    siblings(node).remove(node);
    forget(node);
  }

  /** Removes all that come after one; if the current one was among them, it is the one now. */
  void removeDescendants(String name) {
    Node<M> node = node(name);
    List<Node<M>> descendants = new ArrayList<>();
    collect(node.children, true, descendants);
    for (Node<M> descendant : descendants) {
      byName.remove(descendant.moment.name());
      if (descendant == current) {
        current = node;
      }
    }
    node.children.clear();
  }

  /** All, or only those without a parent; parents before their children. */
  List<M> list(boolean rootsOnly, Filter<M> filter) {
    return filtered(roots, !rootsOnly, filter);
  }

  /** The children of one, or all its descendants; parents before their children. */
  List<M> list(String from, boolean descendants, Filter<M> filter) {
    return filtered(node(from).children, descendants, filter);
  }

  private static <M> List<M> filtered(List<Node<M>> from, boolean deep, Filter<M> filter) {
    List<Node<M>> found = new ArrayList<>();
    collect(from, deep, found);
    return found.stream()
        .filter(node -> node.children.isEmpty() ? filter.leaves() : filter.inner())
        .map(node -> node.moment)
        .filter(filter.matches())
        .toList();
  }

  /** Depth is bounded by how many moments a domain has; so this walks without recursion. */
  private static <M> void collect(List<Node<M>> from, boolean deep, List<Node<M>> found) {
    List<Node<M>> open = new ArrayList<>(from.reversed());
    while (!open.isEmpty()) {
      Node<M> node = open.removeLast();
      found.add(node);
      if (deep) {
        open.addAll(node.children.reversed());
      }
    }
  }
}
