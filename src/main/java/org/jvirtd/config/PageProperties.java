package org.jvirtd.config;

import java.time.Duration;
import org.jvirtd.observe.page.PageSettings;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The page: a live view of the daemon, for a browser.
 *
 * @param maxViewers browsers that may watch at a time; 0: there is no live view
 * @param interval between two snapshots, and between two values of the charts
 * @param maxMessageBytes bytes of one snapshot; one that would be larger lists less
 * @param patience a browser that takes nothing for so long is dropped
 */
@ConfigurationProperties("jvirtd.page")
record PageProperties(
    @DefaultValue("16") int maxViewers,
    @DefaultValue("1s") Duration interval,
    @DefaultValue("32768") int maxMessageBytes,
    @DefaultValue("10s") Duration patience) {

  PageSettings toSettings() {
    return JvirtdProperties.checked(
        "jvirtd.page", () -> new PageSettings(maxViewers, interval, maxMessageBytes, patience));
  }
}
