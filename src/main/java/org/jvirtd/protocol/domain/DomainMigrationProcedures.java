package org.jvirtd.protocol.domain;

import static org.jvirtd.protocol.ErrorDomain.DOMAIN;
import static org.jvirtd.protocol.LibvirtException.notSupported;
import static org.jvirtd.rpc.Procedure.Access.WRITE;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.protocol.ReportsAs;
import org.jvirtd.protocol.TypedParameter;
import org.jvirtd.rpc.Procedure;
import org.jvirtd.rpc.Procedure.Streaming;
import org.jvirtd.rpc.Stream;
import org.jvirtd.xdr.XdrLimit;

/** Migration in its protocols 1, 2 and 3, and its settings. */
@ReportsAs(DOMAIN)
public interface DomainMigrationProcedures {
  @Procedure(value = 61, api = "virDomainMigratePrepare", access = WRITE)
  default MigrationPrepared domainMigratePrepare(
      @Nullable String uriIn, long flags, @Nullable String destinationName, long resource) {
    throw notSupported(DOMAIN, "virDomainMigratePrepare");
  }

  @Procedure(value = 62, api = "virDomainMigratePerform", access = WRITE)
  default void domainMigratePerform(
      Domain domain,
      @XdrLimit(RemoteLimits.MIGRATE_COOKIE_MAX) byte[] cookie,
      String uri,
      long flags,
      @Nullable String destinationName,
      long resource) {
    throw notSupported(DOMAIN, "virDomainMigratePerform");
  }

  @Procedure(value = 63, api = "virDomainMigrateFinish", access = WRITE)
  default Domain domainMigrateFinish(
      String destinationName,
      @XdrLimit(RemoteLimits.MIGRATE_COOKIE_MAX) byte[] cookie,
      String uri,
      long flags) {
    throw notSupported(DOMAIN, "virDomainMigrateFinish");
  }

  @Procedure(value = 108, api = "virDomainMigratePrepare2", access = WRITE)
  default MigrationPrepared domainMigratePrepare2(
      @Nullable String uriIn,
      long flags,
      @Nullable String destinationName,
      long resource,
      String domXml) {
    throw notSupported(DOMAIN, "virDomainMigratePrepare2");
  }

  @Procedure(value = 109, api = "virDomainMigrateFinish2", access = WRITE)
  default Domain domainMigrateFinish2(
      String destinationName,
      @XdrLimit(RemoteLimits.MIGRATE_COOKIE_MAX) byte[] cookie,
      String uri,
      long flags,
      int returnCode) {
    throw notSupported(DOMAIN, "virDomainMigrateFinish2");
  }

  /** Opens a stream that the client writes. */
  @Procedure(
      value = 148,
      api = "virDomainMigratePrepareTunnel",
      access = WRITE,
      stream = Streaming.WRITE)
  default void domainMigratePrepareTunnel(
      Stream stream, long flags, @Nullable String destinationName, long resource, String domXml) {
    throw notSupported(DOMAIN, "virDomainMigratePrepareTunnel");
  }

  @Procedure(value = 166, api = "virDomainMigrateSetMaxDowntime", access = WRITE)
  default void domainMigrateSetMaxDowntime(Domain domain, long downtime, int flags) {
    throw notSupported(DOMAIN, "virDomainMigrateSetMaxDowntime");
  }

  @Procedure(value = 207, api = "virDomainMigrateSetMaxSpeed", access = WRITE)
  default void domainMigrateSetMaxSpeed(Domain domain, long bandwidth, int flags) {
    throw notSupported(DOMAIN, "virDomainMigrateSetMaxSpeed");
  }

  @Procedure(value = 213, api = "virDomainMigrateBegin3", access = WRITE)
  default MigrationBegun domainMigrateBegin3(
      Domain domain,
      @Nullable String xmlIn,
      long flags,
      @Nullable String destinationName,
      long resource) {
    throw notSupported(DOMAIN, "virDomainMigrateBegin3");
  }

  @Procedure(value = 214, api = "virDomainMigratePrepare3", access = WRITE)
  default MigrationPrepared domainMigratePrepare3(
      @XdrLimit(RemoteLimits.MIGRATE_COOKIE_MAX) byte[] cookieIn,
      @Nullable String uriIn,
      long flags,
      @Nullable String destinationName,
      long resource,
      String domXml) {
    throw notSupported(DOMAIN, "virDomainMigratePrepare3");
  }

  /** Opens a stream that the client writes. */
  @Procedure(
      value = 215,
      api = "virDomainMigratePrepareTunnel3",
      access = WRITE,
      stream = Streaming.WRITE)
  @XdrLimit(RemoteLimits.MIGRATE_COOKIE_MAX)
  default byte[] domainMigratePrepareTunnel3(
      Stream stream,
      @XdrLimit(RemoteLimits.MIGRATE_COOKIE_MAX) byte[] cookieIn,
      long flags,
      @Nullable String destinationName,
      long resource,
      String domXml) {
    throw notSupported(DOMAIN, "virDomainMigratePrepareTunnel3");
  }

  @Procedure(value = 216, api = "virDomainMigratePerform3", access = WRITE)
  @XdrLimit(RemoteLimits.MIGRATE_COOKIE_MAX)
  default byte[] domainMigratePerform3(
      Domain domain,
      @Nullable String xmlIn,
      @XdrLimit(RemoteLimits.MIGRATE_COOKIE_MAX) byte[] cookieIn,
      @Nullable String destinationUri,
      @Nullable String uri,
      long flags,
      @Nullable String destinationName,
      long resource) {
    throw notSupported(DOMAIN, "virDomainMigratePerform3");
  }

  @Procedure(value = 217, api = "virDomainMigrateFinish3", access = WRITE)
  default MigrationFinished domainMigrateFinish3(
      String destinationName,
      @XdrLimit(RemoteLimits.MIGRATE_COOKIE_MAX) byte[] cookieIn,
      @Nullable String destinationUri,
      @Nullable String uri,
      long flags,
      int cancelled) {
    throw notSupported(DOMAIN, "virDomainMigrateFinish3");
  }

  @Procedure(value = 218, api = "virDomainMigrateConfirm3", access = WRITE)
  default void domainMigrateConfirm3(
      Domain domain,
      @XdrLimit(RemoteLimits.MIGRATE_COOKIE_MAX) byte[] cookieIn,
      long flags,
      int cancelled) {
    throw notSupported(DOMAIN, "virDomainMigrateConfirm3");
  }

  @Procedure(value = 242, api = "virDomainMigrateGetMaxSpeed", access = WRITE)
  default long domainMigrateGetMaxSpeed(Domain domain, int flags) {
    throw notSupported(DOMAIN, "virDomainMigrateGetMaxSpeed");
  }

  @Procedure(value = 299, api = "virDomainMigrateGetCompressionCache")
  default long domainMigrateGetCompressionCache(Domain domain, int flags) {
    throw notSupported(DOMAIN, "virDomainMigrateGetCompressionCache");
  }

  @Procedure(value = 300, api = "virDomainMigrateSetCompressionCache", access = WRITE)
  default void domainMigrateSetCompressionCache(Domain domain, long cacheSize, int flags) {
    throw notSupported(DOMAIN, "virDomainMigrateSetCompressionCache");
  }

  @Procedure(value = 302, api = "virDomainMigrateBegin3Params", access = WRITE)
  default MigrationBegun domainMigrateBegin3Params(
      Domain domain,
      @XdrLimit(RemoteLimits.DOMAIN_MIGRATE_PARAM_LIST_MAX) List<TypedParameter> params,
      int flags) {
    throw notSupported(DOMAIN, "virDomainMigrateBegin3Params");
  }

  @Procedure(value = 303, api = "virDomainMigratePrepare3Params", access = WRITE)
  default MigrationPrepared domainMigratePrepare3Params(
      @XdrLimit(RemoteLimits.DOMAIN_MIGRATE_PARAM_LIST_MAX) List<TypedParameter> params,
      @XdrLimit(RemoteLimits.MIGRATE_COOKIE_MAX) byte[] cookieIn,
      int flags) {
    throw notSupported(DOMAIN, "virDomainMigratePrepare3Params");
  }

  /** Opens a stream that the client writes. */
  @Procedure(
      value = 304,
      api = "virDomainMigratePrepareTunnel3Params",
      access = WRITE,
      stream = Streaming.WRITE)
  @XdrLimit(RemoteLimits.MIGRATE_COOKIE_MAX)
  default byte[] domainMigratePrepareTunnel3Params(
      Stream stream,
      @XdrLimit(RemoteLimits.DOMAIN_MIGRATE_PARAM_LIST_MAX) List<TypedParameter> params,
      @XdrLimit(RemoteLimits.MIGRATE_COOKIE_MAX) byte[] cookieIn,
      int flags) {
    throw notSupported(DOMAIN, "virDomainMigratePrepareTunnel3Params");
  }

  @Procedure(value = 305, api = "virDomainMigratePerform3Params", access = WRITE)
  @XdrLimit(RemoteLimits.MIGRATE_COOKIE_MAX)
  default byte[] domainMigratePerform3Params(
      Domain domain,
      @Nullable String destinationUri,
      @XdrLimit(RemoteLimits.DOMAIN_MIGRATE_PARAM_LIST_MAX) List<TypedParameter> params,
      @XdrLimit(RemoteLimits.MIGRATE_COOKIE_MAX) byte[] cookieIn,
      int flags) {
    throw notSupported(DOMAIN, "virDomainMigratePerform3Params");
  }

  @Procedure(value = 306, api = "virDomainMigrateFinish3Params", access = WRITE)
  default MigrationFinished domainMigrateFinish3Params(
      @XdrLimit(RemoteLimits.DOMAIN_MIGRATE_PARAM_LIST_MAX) List<TypedParameter> params,
      @XdrLimit(RemoteLimits.MIGRATE_COOKIE_MAX) byte[] cookieIn,
      int flags,
      int cancelled) {
    throw notSupported(DOMAIN, "virDomainMigrateFinish3Params");
  }

  @Procedure(value = 307, api = "virDomainMigrateConfirm3Params", access = WRITE)
  default void domainMigrateConfirm3Params(
      Domain domain,
      @XdrLimit(RemoteLimits.DOMAIN_MIGRATE_PARAM_LIST_MAX) List<TypedParameter> params,
      @XdrLimit(RemoteLimits.MIGRATE_COOKIE_MAX) byte[] cookieIn,
      int flags,
      int cancelled) {
    throw notSupported(DOMAIN, "virDomainMigrateConfirm3Params");
  }

  @Procedure(value = 364, api = "virDomainMigrateStartPostCopy", access = WRITE)
  default void domainMigrateStartPostCopy(Domain domain, int flags) {
    throw notSupported(DOMAIN, "virDomainMigrateStartPostCopy");
  }

  @Procedure(value = 387, api = "virDomainMigrateGetMaxDowntime")
  default long domainMigrateGetMaxDowntime(Domain domain, int flags) {
    throw notSupported(DOMAIN, "virDomainMigrateGetMaxDowntime");
  }
}
