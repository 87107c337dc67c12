package org.jvirtd.observe.page;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** The meters of the page, {@code jvirtd.page.*}. */
public final class PageMeters implements MeterBinder {
  private static final String PREFIX = "jvirtd.page.";

  private final LivePage page;

  public PageMeters(LivePage page) {
    this.page = page;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder(PREFIX + "viewers", page, LivePage::viewers)
        .description("Browsers that watch the page")
        .register(registry);
    Gauge.builder(PREFIX + "viewers.max", page, LivePage::maxViewers)
        .description("Browsers that may watch the page")
        .register(registry);
    FunctionCounter.builder(PREFIX + "viewers.refused", page, LivePage::refused)
        .description("Browsers that were not let in, as many watched as may")
        .register(registry);
    FunctionCounter.builder(PREFIX + "viewers.dropped", page, LivePage::dropped)
        .description("Browsers that were dropped since they took nothing for too long")
        .register(registry);
    FunctionCounter.builder(PREFIX + "messages.trimmed", page, LivePage::trimmed)
        .description("Messages that listed less than they would, to keep to their bound")
        .register(registry);
  }
}
