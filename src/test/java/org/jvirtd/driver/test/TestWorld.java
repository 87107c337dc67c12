package org.jvirtd.driver.test;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jvirtd.driver.test.TestDriverSettings.Lifetime;
import org.jvirtd.protocol.domain.Domain;
import org.jvirtd.protocol.domain.DomainState;
import org.jvirtd.protocol.event.DomainLifecycleEvent;
import org.jvirtd.rpc.RpcError;
import org.jvirtd.rpc.RpcException;

/** An open connection to a fresh default world whose clock stands still, with its events. */
final class TestWorld {
  static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678901Z");
  static final URI DEFAULT = URI.create("test:///default");

  final TestDriver driver;
  final List<Record> events = new CopyOnWriteArrayList<>();
  final TestHypervisor hypervisor;

  TestWorld() {
    this(Lifetime.DAEMON);
  }

  TestWorld(Lifetime lifetime) {
    driver = new TestDriver(TestDriverSettings.DEFAULT.withLifetime(lifetime), () -> NOW);
    hypervisor = open(events);
  }

  TestHypervisor open(List<Record> sink) {
    return (TestHypervisor) driver.open(DEFAULT, sink::add);
  }

  Domain domain(String name) {
    return hypervisor.domainLookupByName(name);
  }

  /** The domain that every world begins with; it is running, with id 1. */
  Domain test() {
    return domain("test");
  }

  Domain define(String name) {
    return hypervisor.domainDefineXml(xml(name));
  }

  /** A domain's state and reason: "5/1". */
  String state(Domain domain) {
    DomainState state = hypervisor.domainGetState(domain, 0);
    return state.state() + "/" + state.reason();
  }

  /** The life cycle events since the last call: name, id, event/detail. */
  List<String> takeEvents() {
    return takeEvents(events);
  }

  static List<String> takeEvents(List<Record> events) {
    List<String> taken =
        events.stream()
            .map(DomainLifecycleEvent.class::cast)
            .map(event ->
                event.domain().name()
                    + " "
                    + event.domain().id()
                    + " "
                    + event.event()
                    + "/"
                    + event.detail())
            .toList();
    events.clear();
    return taken;
  }

  static String xml(String name) {
    return xml(name, "");
  }

  static String xml(String name, String more) {
    return "<domain type='test'><name>%s</name><memory>8192</memory><os><type>hvm</type></os>%s</domain>"
        .formatted(name, more);
  }

  static String uuidXml(String name, int uuid) {
    return xml(name, "<uuid>" + uuid(uuid) + "</uuid>");
  }

  static String uuid(int number) {
    return "11111111-1111-1111-1111-%012d".formatted(number);
  }

  static RpcError error(ThrowingCallable call) {
    RpcException failure = catchThrowableOfType(RpcException.class, call);
    if (failure == null) {
      throw new AssertionError("the call did not fail");
    }
    return failure.error();
  }

  /** An error's code, domain and text: "55/20 Requested operation is not valid: …". */
  static String errorText(ThrowingCallable call) {
    RpcError error = error(call);
    return error.code() + "/" + error.domain() + " " + error.message();
  }
}
