package org.jvirtd.driver.cpu;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A host's processor as its XML describes it, as far as a comparison needs it.
 *
 * @param features what it has besides its model's features; each name once
 */
record HostCpu(String architecture, String model, @Nullable String vendor, List<String> features) {}
