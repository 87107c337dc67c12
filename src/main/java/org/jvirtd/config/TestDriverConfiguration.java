package org.jvirtd.config;

import org.jvirtd.driver.Driver;
import org.jvirtd.driver.test.TestDriver;
import org.jvirtd.driver.test.TestDriverSettings;
import org.jvirtd.driver.test.TestDriverSettings.Lifetime;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Adds the test hypervisor to the daemon's drivers. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TestDriverConfiguration.Properties.class)
class TestDriverConfiguration {

  @Bean
  Driver testDriver(Properties properties) {
    return new TestDriver(new TestDriverSettings(properties.lifetime()));
  }

  /**
   * The settings of the test hypervisor.
   *
   * @param lifetime how long what clients define stays: with the daemon, or until the last
   *     connection closes
   */
  @ConfigurationProperties("jvirtd.drivers.test")
  record Properties(@DefaultValue("daemon") Lifetime lifetime) {}
}
