package org.jvirtd.driver.test;

import static org.jvirtd.protocol.ErrorDomain.TEST;

import java.util.ArrayList;
import java.util.List;
import org.jvirtd.driver.domain.DomainDefinition;
import org.jvirtd.driver.domain.DomainXml;
import org.jvirtd.driver.domain.ParseOptions;
import org.jvirtd.driver.xml.Numbers;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlNode;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.protocol.domain.Domain;

/**
 * A domain of a world's file: its definition, and what elements of the test driver's own namespace
 * say of its state.
 *
 * @param state how it is when the world begins
 * @param isTransient whether it is no more when it stops
 * @param hasManagedSave whether its state was saved when it stopped
 */
record FileDomain(
    DomainDefinition definition, RunState state, boolean isTransient, boolean hasManagedSave) {
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
   * @throws org.jvirtd.rpc.RpcException with libvirt's error at the first fault
   */
  static FileDomain read(XmlElement source) {
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
    return new FileDomain(definition, state, isTransient, saved);
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
                  return domain.handle();
                });
  }
}
