package org.jvirtd.protocol.connect;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrLimit;

/** The wire structure {@code remote_connect_get_cpu_model_names_ret}. */
public record CpuModelNames(
    @XdrLimit(RemoteLimits.CONNECT_CPU_MODELS_MAX) List<String> models, int count) {
  public CpuModelNames {
    models = List.copyOf(models);
  }
}
