package org.jvirtd.rules;

import java.util.List;

/** What a hypervisor of the test driver has to answer, to be and to tell. */
public final class RuleBook implements Subject {
  private final Announcements announcements = new Announcements();
  private final DomainRules domains = new DomainRules(announcements);
  private final NetworkRules networks = new NetworkRules(announcements);
  private final PoolRules pools = new PoolRules(announcements);

  @Override
  public String call(Call call) {
    return switch (call.verb().kind()) {
      case DOMAIN -> domains.call(call);
      case NETWORK -> networks.call(call);
      case POOL -> pools.call(call);
    };
  }

  @Override
  public List<String> state(Verb.Kind kind) {
    return switch (kind) {
      case DOMAIN -> domains.state();
      case NETWORK -> networks.state();
      case POOL -> pools.state();
    };
  }

  @Override
  public List<String> takeEvents() {
    return announcements.take();
  }
}
