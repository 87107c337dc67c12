package org.jvirtd.driver.test;

import static org.jvirtd.protocol.ErrorDomain.RPC;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.ErrorDomain;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.protocol.TypedParameter;
import org.jvirtd.protocol.domain.Domain;
import org.jvirtd.protocol.domain.DomainList;
import org.jvirtd.protocol.domain.DomainProcedures;
import org.jvirtd.protocol.domain.DomainStatsRecord;

/** Calls that find domains, one or all. */
interface TestListing extends InWorld, DomainProcedures {

  @Override
  default Domain domainLookupById(int id) {
    Check.nonNegative(id, "id", "virDomainLookupByID");
    return world().domains().byId(id);
  }

  @Override
  default Domain domainLookupByName(String name) {
    return world().domains().byName(name);
  }

  @Override
  default Domain domainLookupByUuid(UUID uuid) {
    return world().domains().byUuid(uuid);
  }

  @Override
  default int connectNumOfDomains() {
    return world().domains().select(TestDomain::isActive, TestDomain::id).size();
  }

  @Override
  default int connectNumOfDefinedDomains() {
    return world().domains().select(domain -> !domain.isActive(), TestDomain::id).size();
  }

  @Override
  default int[] connectListDomains(int maxIds) {
    requireFits(maxIds, "maxids");
    List<Integer> ids = world().domains().select(TestDomain::isActive, TestDomain::id);
    return ids.stream().limit(maxIds).mapToInt(Integer::intValue).toArray();
  }

  @Override
  default List<String> connectListDefinedDomains(int maxNames) {
    requireFits(maxNames, "maxnames");
    List<String> names = world().domains().select(domain -> !domain.isActive(), TestDomain::name);
    return names.subList(0, Math.min(names.size(), maxNames));
  }

  private static void requireFits(int max, String argument) {
    Check.fits(max, argument, RemoteLimits.DOMAIN_LIST_MAX, "REMOTE_DOMAIN_LIST_MAX");
  }

  /**
   * @param needResults 0 if the client only wants to know how many
   */
  @Override
  default DomainList connectListAllDomains(int needResults, int flags) {
    Check.flags(flags, DomainFilter.ALL, "testConnectListAllDomains");
    List<Domain> found = world().domains().select(new DomainFilter(flags), TestDomain::handle);
    requireListable(found.size(), "domains");
    return new DomainList(needResults != 0 ? found : List.of(), found.size());
  }

  private static void requireListable(int count, String what) {
    if (count > RemoteLimits.DOMAIN_LIST_MAX) {
      throw LibvirtException.internal(
          RPC,
          "Too many " + what + " '" + count + "' for limit '" + RemoteLimits.DOMAIN_LIST_MAX + "'");
    }
  }

  /**
   * @param domains whose statistics; all domains if it is empty. Unknown ones are passed over.
   * @param stats the groups of figures; 0 for all that the driver has
   */
  @Override
  default List<DomainStatsRecord> connectGetAllDomainStats(
      List<Domain> domains, int stats, int flags) {
    Check.flags(
        flags,
        DomainFilter.STATISTICS
            | Flag.VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT
            | Flag.VIR_CONNECT_GET_ALL_DOMAINS_STATS_BACKING
            | Flag.VIR_CONNECT_GET_ALL_DOMAINS_STATS_ENFORCE_STATS,
        "testConnectGetAllDomainStats");
    int unsupported = stats & ~Flag.SUPPORTED_STATS;
    if (unsupported != 0 && (flags & Flag.VIR_CONNECT_GET_ALL_DOMAINS_STATS_ENFORCE_STATS) != 0) {
      throw LibvirtException.of(
          ErrorCode.ARGUMENT_UNSUPPORTED,
          ErrorDomain.TEST,
          "Stats types bits 0x"
              + Integer.toHexString(unsupported)
              + " are not supported by this daemon");
    }
    int groups = stats == 0 ? Flag.SUPPORTED_STATS : stats;
    DomainFilter filter = new DomainFilter(flags & DomainFilter.STATISTICS);
    if (domains.isEmpty()) {
      return world().domains().select(filter, domain -> stats(domain, groups));
    }
    List<DomainStatsRecord> records = new ArrayList<>(domains.size());
    for (Domain domain : domains) {
      world().domains().find(domain, filter, vm -> stats(vm, groups)).ifPresent(records::add);
    }
    return records;
  }

  private static DomainStatsRecord stats(TestDomain domain, int groups) {
    boolean state = (groups & Flag.VIR_DOMAIN_STATS_STATE) != 0;
    List<TypedParameter> figures = state ? domain.state().statistics() : List.of();
    if ((groups & Flag.VIR_DOMAIN_STATS_IOTHREAD) != 0 && domain.isActive()) {
      List<TypedParameter> more = new ArrayList<>(figures);
      more.addAll(domain.polling().statistics());
      figures = more;
    }
    return new DomainStatsRecord(domain.handle(), figures);
  }
}
