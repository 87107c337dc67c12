package org.jvirtd.protocol.domain;

import static org.jvirtd.protocol.ErrorDomain.DOMAIN;
import static org.jvirtd.protocol.LibvirtException.notSupported;
import static org.jvirtd.rpc.Procedure.Access.WRITE;
import static org.jvirtd.rpc.Procedure.Priority.HIGH;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.jvirtd.protocol.ReadOnlyRefuses;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.protocol.ReportsAs;
import org.jvirtd.protocol.TypedParameter;
import org.jvirtd.rpc.Procedure;
import org.jvirtd.rpc.Procedure.Streaming;
import org.jvirtd.rpc.Stream;
import org.jvirtd.xdr.XdrLimit;

/**
 * What concerns the guest inside a domain, or talks to it: agent, file systems, keys, console,
 * security.
 */
@ReportsAs(DOMAIN)
public interface DomainGuestProcedures {
  @Procedure(value = 121, priority = HIGH, api = "virDomainGetSecurityLabel")
  default DomainSecurityLabel domainGetSecurityLabel(Domain domain) {
    throw notSupported(DOMAIN, "virDomainGetSecurityLabel");
  }

  /** Opens a stream that the client reads and writes. */
  @Procedure(value = 201, api = "virDomainOpenConsole", access = WRITE, stream = Streaming.READ)
  default void domainOpenConsole(
      Domain domain, @Nullable String devName, Stream stream, int flags) {
    throw notSupported(DOMAIN, "virDomainOpenConsole");
  }

  @Procedure(value = 210, api = "virDomainInjectNMI", access = WRITE)
  default void domainInjectNmi(Domain domain, int flags) {
    throw notSupported(DOMAIN, "virDomainInjectNMI");
  }

  /** Opens a stream that the client reads. */
  @Procedure(value = 211, api = "virDomainScreenshot", access = WRITE, stream = Streaming.READ)
  default @Nullable String domainScreenshot(Domain domain, Stream stream, int screen, int flags) {
    throw notSupported(DOMAIN, "virDomainScreenshot");
  }

  @Procedure(value = 226, api = "virDomainSendKey", access = WRITE)
  default void domainSendKey(
      Domain domain,
      int codeset,
      int holdTime,
      @XdrLimit(RemoteLimits.DOMAIN_SEND_KEY_MAX) int[] keyCodes,
      int flags) {
    throw notSupported(DOMAIN, "virDomainSendKey");
  }

  /** The call carries file descriptors (UNIX sockets only, semantics section 2). */
  @Procedure(value = 249, api = "virDomainOpenGraphics", access = WRITE, descriptors = true)
  default void domainOpenGraphics(Domain domain, int index, int flags) {
    throw notSupported(DOMAIN, "virDomainOpenGraphics");
  }

  @Procedure(value = 261, api = "virDomainPMSuspendForDuration", access = WRITE)
  default void domainPmSuspendForDuration(Domain domain, int target, long duration, int flags) {
    throw notSupported(DOMAIN, "virDomainPMSuspendForDuration");
  }

  @Procedure(value = 264, api = "virDomainSetMetadata", access = WRITE)
  default void domainSetMetadata(
      Domain domain,
      int type,
      @Nullable String metadata,
      @Nullable String key,
      @Nullable String uri,
      int flags) {
    throw notSupported(DOMAIN, "virDomainSetMetadata");
  }

  @Procedure(value = 265, api = "virDomainGetMetadata")
  default String domainGetMetadata(Domain domain, int type, @Nullable String uri, int flags) {
    throw notSupported(DOMAIN, "virDomainGetMetadata");
  }

  @Procedure(value = 267, api = "virDomainPMWakeup", access = WRITE)
  default void domainPmWakeup(Domain domain, int flags) {
    throw notSupported(DOMAIN, "virDomainPMWakeup");
  }

  @Procedure(value = 277, api = "virDomainGetHostname", access = WRITE)
  default String domainGetHostname(Domain domain, int flags) {
    throw notSupported(DOMAIN, "virDomainGetHostname");
  }

  @Procedure(value = 278, priority = HIGH, api = "virDomainGetSecurityLabelList")
  default DomainSecurityLabels domainGetSecurityLabelList(Domain domain) {
    throw notSupported(DOMAIN, "virDomainGetSecurityLabelList");
  }

  @Procedure(value = 294, api = "virDomainFSTrim", access = WRITE)
  default void domainFstrim(Domain domain, @Nullable String mountPoint, long minimum, int flags) {
    throw notSupported(DOMAIN, "virDomainFSTrim");
  }

  @Procedure(value = 295, api = "virDomainSendProcessSignal", access = WRITE)
  default void domainSendProcessSignal(Domain domain, long pidValue, int signum, int flags) {
    throw notSupported(DOMAIN, "virDomainSendProcessSignal");
  }

  /** Opens a stream that the client reads and writes. */
  @Procedure(value = 296, api = "virDomainOpenChannel", access = WRITE, stream = Streaming.READ)
  default void domainOpenChannel(Domain domain, @Nullable String name, Stream stream, int flags) {
    throw notSupported(DOMAIN, "virDomainOpenChannel");
  }

  @Procedure(value = 335, api = "virDomainFSFreeze", access = WRITE)
  default int domainFsfreeze(
      Domain domain,
      @XdrLimit(RemoteLimits.DOMAIN_FSFREEZE_MOUNTPOINTS_MAX) List<String> mountPoints,
      int flags) {
    throw notSupported(DOMAIN, "virDomainFSFreeze");
  }

  @Procedure(value = 336, api = "virDomainFSThaw", access = WRITE)
  default int domainFsthaw(
      Domain domain,
      @XdrLimit(RemoteLimits.DOMAIN_FSFREEZE_MOUNTPOINTS_MAX) List<String> mountPoints,
      int flags) {
    throw notSupported(DOMAIN, "virDomainFSThaw");
  }

  @Procedure(value = 337, api = "virDomainGetTime", access = WRITE)
  default DomainTime domainGetTime(Domain domain, int flags) {
    throw notSupported(DOMAIN, "virDomainGetTime");
  }

  @Procedure(value = 338, api = "virDomainSetTime", access = WRITE)
  default void domainSetTime(Domain domain, long seconds, int nanoseconds, int flags) {
    throw notSupported(DOMAIN, "virDomainSetTime");
  }

  /** The reply carries file descriptors (UNIX sockets only, semantics section 2). */
  @Procedure(value = 343, api = "virDomainOpenGraphicsFD", access = WRITE)
  default void domainOpenGraphicsFd(Domain domain, int index, int flags) {
    throw notSupported(DOMAIN, "virDomainOpenGraphicsFD");
  }

  @Procedure(value = 349, api = "virDomainGetFSInfo", access = WRITE)
  default DomainFsInfoList domainGetFsinfo(Domain domain, int flags) {
    throw notSupported(DOMAIN, "virDomainGetFSInfo");
  }

  /** A read-only client may not ask the guest agent. */
  @ReadOnlyRefuses(parameter = 1, value = DomainTypes.AddressSource.AGENT)
  @Procedure(value = 353, api = "virDomainInterfaceAddresses")
  @XdrLimit(RemoteLimits.DOMAIN_INTERFACE_MAX)
  default List<DomainInterface> domainInterfaceAddresses(Domain domain, int source, int flags) {
    throw notSupported(DOMAIN, "virDomainInterfaceAddresses");
  }

  @Procedure(value = 357, api = "virDomainSetUserPassword", access = WRITE)
  default void domainSetUserPassword(
      Domain domain, @Nullable String user, @Nullable String password, int flags) {
    throw notSupported(DOMAIN, "virDomainSetUserPassword");
  }

  @Procedure(value = 371, api = "virDomainGetGuestVcpus", access = WRITE)
  @XdrLimit(RemoteLimits.DOMAIN_GUEST_VCPU_PARAMS_MAX)
  default List<TypedParameter> domainGetGuestVcpus(Domain domain, int flags) {
    throw notSupported(DOMAIN, "virDomainGetGuestVcpus");
  }

  @Procedure(value = 372, api = "virDomainSetGuestVcpus", access = WRITE)
  default void domainSetGuestVcpus(Domain domain, String cpuMap, int state, int flags) {
    throw notSupported(DOMAIN, "virDomainSetGuestVcpus");
  }

  @Procedure(value = 396, api = "virDomainGetLaunchSecurityInfo", access = WRITE)
  @XdrLimit(RemoteLimits.DOMAIN_LAUNCH_SECURITY_INFO_PARAMS_MAX)
  default List<TypedParameter> domainGetLaunchSecurityInfo(Domain domain, int flags) {
    throw notSupported(DOMAIN, "virDomainGetLaunchSecurityInfo");
  }

  @Procedure(value = 418, api = "virDomainGetGuestInfo", access = WRITE)
  @XdrLimit(RemoteLimits.DOMAIN_GUEST_INFO_PARAMS_MAX)
  default List<TypedParameter> domainGetGuestInfo(Domain domain, int types, int flags) {
    throw notSupported(DOMAIN, "virDomainGetGuestInfo");
  }

  @Procedure(value = 420, api = "virDomainAgentSetResponseTimeout", access = WRITE)
  default int domainAgentSetResponseTimeout(Domain domain, int timeout, int flags) {
    throw notSupported(DOMAIN, "virDomainAgentSetResponseTimeout");
  }

  @Procedure(value = 424, api = "virDomainAuthorizedSSHKeysGet", access = WRITE)
  @XdrLimit(RemoteLimits.DOMAIN_AUTHORIZED_SSH_KEYS_MAX)
  default List<String> domainAuthorizedSshKeysGet(Domain domain, String user, int flags) {
    throw notSupported(DOMAIN, "virDomainAuthorizedSSHKeysGet");
  }

  @Procedure(value = 425, api = "virDomainAuthorizedSSHKeysSet", access = WRITE)
  default void domainAuthorizedSshKeysSet(
      Domain domain,
      String user,
      @XdrLimit(RemoteLimits.DOMAIN_AUTHORIZED_SSH_KEYS_MAX) List<String> keys,
      int flags) {
    throw notSupported(DOMAIN, "virDomainAuthorizedSSHKeysSet");
  }

  @Procedure(value = 426, api = "virDomainGetMessages")
  @XdrLimit(RemoteLimits.DOMAIN_MESSAGES_MAX)
  default List<String> domainGetMessages(Domain domain, int flags) {
    throw notSupported(DOMAIN, "virDomainGetMessages");
  }

  @Procedure(value = 439, api = "virDomainSetLaunchSecurityState", access = WRITE)
  default void domainSetLaunchSecurityState(
      Domain domain,
      @XdrLimit(RemoteLimits.DOMAIN_LAUNCH_SECURITY_STATE_PARAMS_MAX) List<TypedParameter> params,
      int flags) {
    throw notSupported(DOMAIN, "virDomainSetLaunchSecurityState");
  }

  /** The call carries file descriptors (UNIX sockets only, semantics section 2). */
  @Procedure(value = 443, api = "virDomainFDAssociate", access = WRITE, descriptors = true)
  default void domainFdAssociate(Domain domain, String name, int flags) {
    throw notSupported(DOMAIN, "virDomainFDAssociate");
  }

  /**
   * Reads the certificates of a domain's graphics again (libvirt 10.2.0).
   *
   * @param type a number of {@link DomainTypes.GraphicsReload}
   * @param flags none is known
   */
  @Procedure(value = 448, api = "virDomainGraphicsReload", access = WRITE)
  default void domainGraphicsReload(Domain domain, int type, int flags) {
    throw notSupported(DOMAIN, "virDomainGraphicsReload");
  }
}
