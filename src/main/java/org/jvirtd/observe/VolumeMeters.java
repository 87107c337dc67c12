package org.jvirtd.observe;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jvirtd.driver.test.TestDriver;

/** The meters of what the test hypervisor's volumes hold, {@code jvirtd.drivers.test.volumes.*}. */
public final class VolumeMeters implements MeterBinder {
  private static final String PREFIX = "jvirtd.drivers.test.volumes.";

  private final TestDriver driver;

  public VolumeMeters(TestDriver driver) {
    this.driver = driver;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder(PREFIX + "held", driver, TestDriver::volumeBytes)
        .description("Memory that the contents of volumes take")
        .baseUnit("bytes")
        .register(registry);
    Gauge.builder(PREFIX + "max", driver, TestDriver::maxVolumeBytes)
        .description("The most memory that the contents of volumes may take")
        .baseUnit("bytes")
        .register(registry);
    FunctionCounter.builder(PREFIX + "refused", driver, TestDriver::refusedVolumeWrites)
        .description("Writes refused since the contents of volumes would take too much")
        .register(registry);
  }
}
