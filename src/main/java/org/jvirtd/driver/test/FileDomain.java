package org.jvirtd.driver.test;

import static org.jvirtd.protocol.ErrorDomain.TEST;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jvirtd.driver.domain.DomainDefinition;
import org.jvirtd.driver.domain.DomainXml;
import org.jvirtd.driver.domain.ParseOptions;
import org.jvirtd.driver.domain.SnapshotDefinition;
import org.jvirtd.driver.domain.SnapshotXml;
import org.jvirtd.driver.xml.Numbers;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlNode;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.ErrorDomain;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.protocol.domain.Domain;

/**
 * A domain of a world's file: its definition, and what elements of the test driver's own namespace
 * say of its state.
 *
 * @param state how it is when the world begins
 * @param isTransient whether it is no more when it stops
 * @param hasManagedSave whether its state was saved when it stopped
 * @param snapshots what its snapshots are
 */
record FileDomain(
    DomainDefinition definition,
    RunState state,
    boolean isTransient,
    boolean hasManagedSave,
    List<XmlElement> snapshots) {
  private static final String NAMESPACE = "http://libvirt.org/schemas/domain/test/1.0";

  /** The states of {@code virDomainState}, by number: none of them has a reason here. */
  private static final List<RunState> STATES =
      List.of(
          RunState.NO_STATE,
          RunState.RUNNING_UNKNOWN,
          RunState.BLOCKED,
          RunState.PAUSED_UNKNOWN,
          RunState.SHUTTING_DOWN,
          RunState.SHUTOFF_UNKNOWN,
          RunState.CRASHED,
          RunState.PM_SUSPENDED);

  /**
   * Reads a domain.
   *
   * @param replaced gives what stands in the place of an element that names a file
   * @throws org.jvirtd.rpc.RpcException with libvirt's error at the first fault
   */
  static FileDomain read(XmlElement source, UnaryOperator<XmlElement> replaced) {
    DomainDefinition definition = DomainXml.read(source, ParseOptions.testDriver());
    boolean isTransient = !own(source, "transient").isEmpty();
    boolean saved = !own(source, "hasmanagedsave").isEmpty();
    RunState state = state(own(source, "runstate"));
    if (isTransient && !state.isActive()) {
      throw invalid("transient domain cannot have runstate 'shutoff'");
    }
    if (saved && state.isActive()) {
      throw invalid("domain with managedsave data can only have runstate 'shutoff'");
    }
    return new FileDomain(
        definition,
        state,
        isTransient,
        saved,
        own(source, "domainsnapshot").stream().map(replaced).toList());
  }

  private static List<XmlElement> own(XmlElement domain, String name) {
    List<XmlElement> found = new ArrayList<>();
    for (XmlNode node : domain.content()) {
      if (node instanceof XmlElement element
          && NAMESPACE.equals(element.namespace())
          && element.name().equals(name)) {
        found.add(element);
      }
    }
    return found;
  }

  private static RunState state(List<XmlElement> elements) {
    String text = elements.isEmpty() ? "" : elements.getFirst().text();
    if (text.isEmpty()) {
      return RunState.RUNNING_UNKNOWN;
    }
    Long number = Numbers.unsigned(text, 10);
    if (number == null || number < 0 || number > 0xFFFF_FFFFL) {
      throw invalid("invalid runstate");
    }
    if (number >= STATES.size()) {
      throw invalid("runstate '" + number.intValue() + "' out of range'");
    }
    return STATES.get(number.intValue());
  }

  private static LibvirtException invalid(String detail) {
    return LibvirtException.of(ErrorCode.XML_ERROR, TEST, detail);
  }

  /** Parents may stand after their children; what has none in the end is an error. */
  private void addSnapshots(TestDomain domain, World world) {
    List<SnapshotDefinition> open = new ArrayList<>();
    String current = null;
    for (XmlElement source : snapshots) {
      SnapshotDefinition snapshot =
          SnapshotXml.read(source, true, world.nowSeconds(), ParseOptions.testDriver());
      open.add(snapshot);
      if (isCurrent(source)) {
        if (current != null) {
          throw LibvirtException.internal(TEST, "more than one snapshot claims to be active");
        }
        current = snapshot.name();
      }
    }
    Moments<SnapshotDefinition> all = domain.snapshots();
    boolean progress = true;
    while (progress) {
      progress =
          open.removeIf(snapshot -> {
            boolean ready = snapshot.parent() == null || all.find(snapshot.parent()) != null;
            if (ready) {
              all.add(snapshot);
            }
            return ready;
          });
    }
    if (!open.isEmpty()) {
      throw LibvirtException.internal(
          TEST, "Snapshots have inconsistent relations for domain " + definition.name());
    }
    all.setCurrent(current);
  }

  private static boolean isCurrent(XmlElement snapshot) {
    XmlElement active = snapshot.child("active");
    Long number = active == null ? null : Numbers.signed(active.text(), 10);
    if (number == null) {
      throw LibvirtException.internal(
          ErrorDomain.DOMAIN_SNAPSHOT, "Could not find 'active' element");
    }
    return number != 0;
  }

  void addTo(World world) {
    Domain _ =
        world
            .domains()
            .admit(
                definition,
                (domain, fresh) -> {
                  if (!isTransient) {
                    domain.becomePersistent();
                  }
                  if (state.isActive()) {
                    world.start(domain, state);
                  }
                  domain.setManagedSave(hasManagedSave);
                  addSnapshots(domain, world);
                  return domain.handle();
                });
  }
}
