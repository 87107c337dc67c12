package org.jvirtd.protocol.domain;

import static org.jvirtd.protocol.ErrorDomain.DOMAIN;
import static org.jvirtd.protocol.LibvirtException.notSupported;
import static org.jvirtd.rpc.Procedure.Access.WRITE;
import static org.jvirtd.rpc.Procedure.Priority.HIGH;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.protocol.ReportsAs;
import org.jvirtd.protocol.TypedParameter;
import org.jvirtd.rpc.Procedure;
import org.jvirtd.xdr.XdrLimit;

/**
 * A domain's devices: attaching and detaching, disks and network interfaces, their parameters and
 * statistics.
 */
@ReportsAs(DOMAIN)
public interface DomainDeviceProcedures {
  @Procedure(value = 8, api = "virDomainAttachDevice", access = WRITE)
  default void domainAttachDevice(Domain domain, String xml) {
    throw notSupported(DOMAIN, "virDomainAttachDevice");
  }

  @Procedure(value = 13, api = "virDomainDetachDevice", access = WRITE)
  default void domainDetachDevice(Domain domain, String xml) {
    throw notSupported(DOMAIN, "virDomainDetachDevice");
  }

  @Procedure(value = 64, api = "virDomainBlockStats")
  default DomainBlockStats domainBlockStats(Domain domain, String path) {
    throw notSupported(DOMAIN, "virDomainBlockStats");
  }

  @Procedure(value = 65, priority = HIGH, api = "virDomainInterfaceStats")
  default DomainInterfaceStats domainInterfaceStats(Domain domain, String device) {
    throw notSupported(DOMAIN, "virDomainInterfaceStats");
  }

  @Procedure(value = 103, api = "virDomainBlockPeek", access = WRITE)
  @XdrLimit(RemoteLimits.DOMAIN_BLOCK_PEEK_BUFFER_MAX)
  default byte[] domainBlockPeek(Domain domain, String path, long offset, int size, int flags) {
    throw notSupported(DOMAIN, "virDomainBlockPeek");
  }

  @Procedure(value = 160, api = "virDomainAttachDeviceFlags", access = WRITE)
  default void domainAttachDeviceFlags(Domain domain, String xml, int flags) {
    throw notSupported(DOMAIN, "virDomainAttachDeviceFlags");
  }

  @Procedure(value = 161, api = "virDomainDetachDeviceFlags", access = WRITE)
  default void domainDetachDeviceFlags(Domain domain, String xml, int flags) {
    throw notSupported(DOMAIN, "virDomainDetachDeviceFlags");
  }

  @Procedure(value = 174, api = "virDomainUpdateDeviceFlags", access = WRITE)
  default void domainUpdateDeviceFlags(Domain domain, String xml, int flags) {
    throw notSupported(DOMAIN, "virDomainUpdateDeviceFlags");
  }

  @Procedure(value = 194, api = "virDomainGetBlockInfo")
  default DomainBlockInfo domainGetBlockInfo(Domain domain, String path, int flags) {
    throw notSupported(DOMAIN, "virDomainGetBlockInfo");
  }

  @Procedure(value = 243, api = "virDomainBlockStatsFlags")
  default DomainBlockStatsParameters domainBlockStatsFlags(
      Domain domain, String path, int paramCount, int flags) {
    throw notSupported(DOMAIN, "virDomainBlockStatsFlags");
  }

  @Procedure(value = 251, api = "virDomainBlockResize", access = WRITE)
  default void domainBlockResize(Domain domain, String disk, long size, int flags) {
    throw notSupported(DOMAIN, "virDomainBlockResize");
  }

  @Procedure(value = 252, api = "virDomainSetBlockIoTune", access = WRITE)
  default void domainSetBlockIoTune(
      Domain domain,
      String disk,
      @XdrLimit(RemoteLimits.DOMAIN_BLOCK_IO_TUNE_PARAMETERS_MAX) List<TypedParameter> params,
      int flags) {
    throw notSupported(DOMAIN, "virDomainSetBlockIoTune");
  }

  @Procedure(value = 253, api = "virDomainGetBlockIoTune")
  default DomainBlockIoTune domainGetBlockIoTune(
      Domain domain, @Nullable String disk, int paramCount, int flags) {
    throw notSupported(DOMAIN, "virDomainGetBlockIoTune");
  }

  @Procedure(value = 256, api = "virDomainSetInterfaceParameters", access = WRITE)
  default void domainSetInterfaceParameters(
      Domain domain,
      String device,
      @XdrLimit(RemoteLimits.DOMAIN_INTERFACE_PARAMETERS_MAX) List<TypedParameter> params,
      int flags) {
    throw notSupported(DOMAIN, "virDomainSetInterfaceParameters");
  }

  @Procedure(value = 257, api = "virDomainGetInterfaceParameters")
  default DomainInterfaceParameters domainGetInterfaceParameters(
      Domain domain, String device, int paramCount, int flags) {
    throw notSupported(DOMAIN, "virDomainGetInterfaceParameters");
  }

  @Procedure(value = 263, api = "virDomainGetDiskErrors")
  default DomainDiskErrors domainGetDiskErrors(Domain domain, int maxErrors, int flags) {
    throw notSupported(DOMAIN, "virDomainGetDiskErrors");
  }

  @Procedure(value = 386, api = "virDomainSetBlockThreshold", access = WRITE)
  default void domainSetBlockThreshold(Domain domain, String dev, long threshold, int flags) {
    throw notSupported(DOMAIN, "virDomainSetBlockThreshold");
  }

  @Procedure(value = 392, api = "virDomainDetachDeviceAlias", access = WRITE)
  default void domainDetachDeviceAlias(Domain domain, String alias, int flags) {
    throw notSupported(DOMAIN, "virDomainDetachDeviceAlias");
  }

  /**
   * Makes or changes limits that several disks may share (libvirt 11.2.0).
   *
   * @param params named in {@link DomainParameters.BlockIoTune}
   */
  @Procedure(value = 451, api = "virDomainSetThrottleGroup", access = WRITE)
  default void domainSetThrottleGroup(
      Domain domain,
      String group,
      @XdrLimit(RemoteLimits.DOMAIN_BLOCK_IO_TUNE_PARAMETERS_MAX) List<TypedParameter> params,
      int flags) {
    throw notSupported(DOMAIN, "virDomainSetThrottleGroup");
  }

  /**
   * Takes shared limits away (libvirt 11.2.0). libvirt up to 12.8.0 lets read-only clients do so,
   * which can hardly be meant.
   */
  @Procedure(value = 452, api = "virDomainDelThrottleGroup", access = WRITE)
  default void domainDelThrottleGroup(Domain domain, @Nullable String group, int flags) {
    throw notSupported(DOMAIN, "virDomainDelThrottleGroup");
  }

  /**
   * Has a guest's network card make itself known to the switches around (libvirt 12.5.0).
   *
   * @param device its MAC address or its name on the host, null for all
   * @param params named in {@link DomainParameters.AnnounceInterface}
   * @param flags none is known
   */
  @Procedure(value = 456, api = "virDomainAnnounceInterface", access = WRITE)
  default void domainAnnounceInterface(
      Domain domain,
      @Nullable String device,
      @XdrLimit(RemoteLimits.DOMAIN_ANNOUNCE_INTERFACE_PARAMS_MAX) List<TypedParameter> params,
      int flags) {
    throw notSupported(DOMAIN, "virDomainAnnounceInterface");
  }
}
