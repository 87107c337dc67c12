package org.jvirtd.config;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jvirtd.daemon.Daemon;
import org.jvirtd.driver.Driver;
import org.jvirtd.driver.ShowsWorlds;
import org.jvirtd.observe.page.LivePage;
import org.jvirtd.observe.page.LiveServlet;
import org.jvirtd.observe.page.PageMeters;
import org.jvirtd.observe.page.PageSources;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The page: its live view of the daemon; its files are in {@code static}. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(PageProperties.class)
class PageConfiguration {

  /** What counts as stuck where the log is told of no slow calls. */
  private static final Duration SLOW = Duration.ofSeconds(10);

  @Bean
  LivePage livePage(
      Daemon daemon,
      List<Driver> drivers,
      JvirtdProperties properties,
      PageProperties page,
      ObjectProvider<BuildProperties> build) {
    Duration slow = properties.calls().slow();
    BuildProperties built = build.getIfAvailable();
    return new LivePage(
        new PageSources(
            daemon.server(),
            daemon.workers(),
            daemon.loop(),
            daemon::isLoopAlive,
            daemon.callWatch(),
            drivers.stream()
                .filter(ShowsWorlds.class::isInstance)
                .map(ShowsWorlds.class::cast)
                .toList(),
            slow.isZero() ? SLOW : slow,
            built == null || built.getVersion() == null ? "" : built.getVersion(),
            () -> WaysIn.of(daemon),
            System::nanoTime,
            InstantSource.system()),
        page.toSettings());
  }

  @Bean
  ServletRegistrationBean<LiveServlet> liveServlet(LivePage page) {
    ServletRegistrationBean<LiveServlet> registration =
        new ServletRegistrationBean<>(new LiveServlet(page), "/live");
    registration.setName("live");
    registration.setAsyncSupported(true);
    return registration;
  }

  @Bean
  PageMeters pageMeters(LivePage page) {
    return new PageMeters(page);
  }

  @Bean
  PageLifecycle pageLifecycle(LivePage page) {
    return new PageLifecycle(page);
  }

  /**
   * Ends the live view after the daemon has drained, which is worth watching, and before HTTP waits
   * for the requests that are under way, which viewers are.
   */
  static final class PageLifecycle implements SmartLifecycle {
    /** Between those of the daemon and of the web server's graceful end. */
    private static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 512;

    private final LivePage page;
    private volatile boolean running;

    PageLifecycle(LivePage page) {
      this.page = page;
    }

    @Override
    public void start() {
      page.start();
      running = true;
    }

    @Override
    public void stop() {
      page.stop();
      running = false;
    }

    @Override
    public boolean isRunning() {
      return running;
    }

    @Override
    public int getPhase() {
      return PHASE;
    }
  }
}
