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
 * What takes long and is done to a whole domain or disk: saving, restoring, dumping, block jobs,
 * backup.
 */
@ReportsAs(DOMAIN)
public interface DomainJobProcedures {
  @Procedure(value = 53, api = "virDomainCoreDump", access = WRITE)
  default void domainCoreDump(Domain domain, String to, int flags) {
    throw notSupported(DOMAIN, "virDomainCoreDump");
  }

  @Procedure(value = 54, api = "virDomainRestore", access = WRITE)
  default void domainRestore(String from) {
    throw notSupported(DOMAIN, "virDomainRestore");
  }

  @Procedure(value = 55, api = "virDomainSave", access = WRITE)
  default void domainSave(Domain domain, String to) {
    throw notSupported(DOMAIN, "virDomainSave");
  }

  @Procedure(value = 163, api = "virDomainGetJobInfo")
  default DomainJobInfo domainGetJobInfo(Domain domain) {
    throw notSupported(DOMAIN, "virDomainGetJobInfo");
  }

  @Procedure(value = 164, api = "virDomainAbortJob", access = WRITE)
  default void domainAbortJob(Domain domain) {
    throw notSupported(DOMAIN, "virDomainAbortJob");
  }

  @Procedure(value = 182, api = "virDomainManagedSave", access = WRITE)
  default void domainManagedSave(Domain domain, int flags) {
    throw notSupported(DOMAIN, "virDomainManagedSave");
  }

  @Procedure(value = 183, api = "virDomainHasManagedSaveImage")
  default int domainHasManagedSaveImage(Domain domain, int flags) {
    throw notSupported(DOMAIN, "virDomainHasManagedSaveImage");
  }

  @Procedure(value = 184, api = "virDomainManagedSaveRemove", access = WRITE)
  default void domainManagedSaveRemove(Domain domain, int flags) {
    throw notSupported(DOMAIN, "virDomainManagedSaveRemove");
  }

  @Procedure(value = 232, api = "virDomainSaveFlags", access = WRITE)
  default void domainSaveFlags(Domain domain, String to, @Nullable String xml, int flags) {
    throw notSupported(DOMAIN, "virDomainSaveFlags");
  }

  @Procedure(value = 233, api = "virDomainRestoreFlags", access = WRITE)
  default void domainRestoreFlags(String from, @Nullable String xml, int flags) {
    throw notSupported(DOMAIN, "virDomainRestoreFlags");
  }

  @Procedure(value = 235, priority = HIGH, api = "virDomainSaveImageGetXMLDesc", access = WRITE)
  default String domainSaveImageGetXmlDesc(String file, int flags) {
    throw notSupported(DOMAIN, "virDomainSaveImageGetXMLDesc");
  }

  @Procedure(value = 236, priority = HIGH, api = "virDomainSaveImageDefineXML", access = WRITE)
  default void domainSaveImageDefineXml(String file, String xml, int flags) {
    throw notSupported(DOMAIN, "virDomainSaveImageDefineXML");
  }

  @Procedure(value = 237, api = "virDomainBlockJobAbort", access = WRITE)
  default void domainBlockJobAbort(Domain domain, String path, int flags) {
    throw notSupported(DOMAIN, "virDomainBlockJobAbort");
  }

  @Procedure(value = 238, api = "virDomainGetBlockJobInfo")
  default DomainBlockJobInfo domainGetBlockJobInfo(Domain domain, String path, int flags) {
    throw notSupported(DOMAIN, "virDomainGetBlockJobInfo");
  }

  @Procedure(value = 239, api = "virDomainBlockJobSetSpeed", access = WRITE)
  default void domainBlockJobSetSpeed(Domain domain, String path, long bandwidth, int flags) {
    throw notSupported(DOMAIN, "virDomainBlockJobSetSpeed");
  }

  @Procedure(value = 240, api = "virDomainBlockPull", access = WRITE)
  default void domainBlockPull(Domain domain, String path, long bandwidth, int flags) {
    throw notSupported(DOMAIN, "virDomainBlockPull");
  }

  @Procedure(value = 266, api = "virDomainBlockRebase", access = WRITE)
  default void domainBlockRebase(
      Domain domain, String path, @Nullable String base, long bandwidth, int flags) {
    throw notSupported(DOMAIN, "virDomainBlockRebase");
  }

  @Procedure(value = 290, api = "virDomainBlockCommit", access = WRITE)
  default void domainBlockCommit(
      Domain domain,
      String disk,
      @Nullable String base,
      @Nullable String top,
      long bandwidth,
      int flags) {
    throw notSupported(DOMAIN, "virDomainBlockCommit");
  }

  @Procedure(value = 298, api = "virDomainGetJobStats")
  default DomainJobStats domainGetJobStats(Domain domain, int flags) {
    throw notSupported(DOMAIN, "virDomainGetJobStats");
  }

  @Procedure(value = 334, api = "virDomainCoreDumpWithFormat", access = WRITE)
  default void domainCoreDumpWithFormat(Domain domain, String to, int dumpFormat, int flags) {
    throw notSupported(DOMAIN, "virDomainCoreDumpWithFormat");
  }

  @Procedure(value = 345, api = "virDomainBlockCopy", access = WRITE)
  default void domainBlockCopy(
      Domain domain,
      String path,
      String destinationXml,
      @XdrLimit(RemoteLimits.DOMAIN_BLOCK_COPY_PARAMETERS_MAX) List<TypedParameter> params,
      int flags) {
    throw notSupported(DOMAIN, "virDomainBlockCopy");
  }

  @Procedure(
      value = 388,
      api = "virDomainManagedSaveGetXMLDesc",
      writeFlags = DomainFlags.SaveImageXml.SECURE)
  default String domainManagedSaveGetXmlDesc(Domain domain, int flags) {
    throw notSupported(DOMAIN, "virDomainManagedSaveGetXMLDesc");
  }

  @Procedure(value = 389, api = "virDomainManagedSaveDefineXML", access = WRITE)
  default void domainManagedSaveDefineXml(Domain domain, @Nullable String xml, int flags) {
    throw notSupported(DOMAIN, "virDomainManagedSaveDefineXML");
  }

  @Procedure(value = 421, api = "virDomainBackupBegin", access = WRITE)
  default void domainBackupBegin(
      Domain domain, String backupXml, @Nullable String checkpointXml, int flags) {
    throw notSupported(DOMAIN, "virDomainBackupBegin");
  }

  @Procedure(value = 422, priority = HIGH, api = "virDomainBackupGetXMLDesc")
  default String domainBackupGetXmlDesc(Domain domain, int flags) {
    throw notSupported(DOMAIN, "virDomainBackupGetXMLDesc");
  }

  @Procedure(value = 427, api = "virDomainStartDirtyRateCalc", access = WRITE)
  default void domainStartDirtyRateCalc(Domain domain, int seconds, int flags) {
    throw notSupported(DOMAIN, "virDomainStartDirtyRateCalc");
  }

  @Procedure(value = 440, api = "virDomainSaveParams", access = WRITE)
  default void domainSaveParams(
      Domain domain,
      @XdrLimit(RemoteLimits.DOMAIN_SAVE_PARAMS_MAX) List<TypedParameter> params,
      int flags) {
    throw notSupported(DOMAIN, "virDomainSaveParams");
  }

  @Procedure(value = 441, api = "virDomainRestoreParams", access = WRITE)
  default void domainRestoreParams(
      @XdrLimit(RemoteLimits.DOMAIN_SAVE_PARAMS_MAX) List<TypedParameter> params, int flags) {
    throw notSupported(DOMAIN, "virDomainRestoreParams");
  }

  @Procedure(value = 442, api = "virDomainAbortJobFlags", access = WRITE)
  default void domainAbortJobFlags(Domain domain, int flags) {
    throw notSupported(DOMAIN, "virDomainAbortJobFlags");
  }
}
