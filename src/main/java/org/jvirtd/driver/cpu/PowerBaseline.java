package org.jvirtd.driver.cpu;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.ErrorDomain;
import org.jvirtd.protocol.LibvirtException;

/** POWER processors: a model has no features to share, so all hosts must have the same one. */
final class PowerBaseline {

  /** The models in libvirt's order, and who makes them. */
  private static final Map<String, String> VENDORS = new LinkedHashMap<>();

  static {
    for (String model : List.of("POWER6", "POWER7", "POWER8", "POWER9", "POWER10")) {
      VENDORS.put(model, "IBM");
    }
    for (String model : List.of("POWERPC_e5500", "POWERPC_e6500")) {
      VENDORS.put(model, "Freescale");
    }
  }

  private PowerBaseline() {}

  static List<String> models() {
    return List.copyOf(VENDORS.keySet());
  }

  /**
   * @param hosts one at least
   * @throws LibvirtException if a name is unknown, or the hosts differ
   */
  static GuestCpu of(List<HostCpu> hosts) {
    String model = hosts.getFirst().model();
    String made = VENDORS.get(model);
    if (made == null) {
      throw LibvirtException.internal(ErrorDomain.CPU, "Unknown CPU model " + model);
    }
    for (HostCpu host : hosts) {
      if (!host.model().equals(model)) {
        throw failed("CPUs are incompatible");
      }
      checkVendor(model, made, host.vendor());
    }
    return new GuestCpu(model, false, null, List.of());
  }

  private static void checkVendor(String model, String made, @Nullable String said) {
    if (said == null) {
      return;
    }
    if (!VENDORS.containsValue(said)) {
      throw failed("Unknown CPU vendor " + said);
    }
    if (!said.equals(made)) {
      throw failed("CPU vendor " + made + " of model " + model + " differs from vendor " + said);
    }
  }

  private static LibvirtException failed(String text) {
    return LibvirtException.of(ErrorCode.OPERATION_FAILED, ErrorDomain.CPU, text);
  }
}
