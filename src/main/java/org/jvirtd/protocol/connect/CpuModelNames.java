package org.jvirtd.protocol.connect;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrLimit;

/** The processor models of an architecture. */
public record CpuModelNames(
    @XdrLimit(RemoteLimits.CONNECT_CPU_MODELS_MAX) List<String> models, int count) {
  public CpuModelNames {
    models = List.copyOf(models);
  }

  /** The reply to a client that needs the results, or (0) only wants to know how many they are. */
  public static CpuModelNames of(List<String> all, int needResults) {
    return new CpuModelNames(needResults == 0 ? List.of() : all, all.size());
  }
}
