package org.jvirtd.protocol.nwfilter;

import static org.jvirtd.protocol.ErrorDomain.NWFILTER;
import static org.jvirtd.protocol.LibvirtException.notSupported;
import static org.jvirtd.rpc.Procedure.Access.WRITE;
import static org.jvirtd.rpc.Procedure.Priority.HIGH;

import java.util.List;
import java.util.UUID;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.protocol.ReportsAs;
import org.jvirtd.rpc.Procedure;
import org.jvirtd.xdr.XdrLimit;

/** Network filters and their bindings to ports. */
@ReportsAs(NWFILTER)
public interface NwFilterProcedures {
  @Procedure(value = 175, priority = HIGH, api = "virNWFilterLookupByName")
  default NwFilter nwfilterLookupByName(String name) {
    throw notSupported(NWFILTER, "virNWFilterLookupByName");
  }

  @Procedure(value = 176, priority = HIGH, api = "virNWFilterLookupByUUID")
  default NwFilter nwfilterLookupByUuid(UUID uuid) {
    throw notSupported(NWFILTER, "virNWFilterLookupByUUID");
  }

  @Procedure(value = 177, priority = HIGH, api = "virNWFilterGetXMLDesc")
  default String nwfilterGetXmlDesc(NwFilter filter, int flags) {
    throw notSupported(NWFILTER, "virNWFilterGetXMLDesc");
  }

  @Procedure(value = 178, priority = HIGH, api = "virConnectNumOfNWFilters")
  default int connectNumOfNwfilters() {
    throw notSupported(NWFILTER, "virConnectNumOfNWFilters");
  }

  @Procedure(value = 179, priority = HIGH, api = "virConnectListNWFilters")
  @XdrLimit(RemoteLimits.NWFILTER_LIST_MAX)
  default List<String> connectListNwfilters(int maxNames) {
    throw notSupported(NWFILTER, "virConnectListNWFilters");
  }

  @Procedure(value = 180, priority = HIGH, api = "virNWFilterDefineXML", access = WRITE)
  default NwFilter nwfilterDefineXml(String xml) {
    throw notSupported(NWFILTER, "virNWFilterDefineXML");
  }

  @Procedure(value = 181, priority = HIGH, api = "virNWFilterUndefine", access = WRITE)
  default void nwfilterUndefine(NwFilter filter) {
    throw notSupported(NWFILTER, "virNWFilterUndefine");
  }

  @Procedure(value = 286, priority = HIGH, api = "virConnectListAllNWFilters")
  default NwFilterList connectListAllNwfilters(int needResults, int flags) {
    throw notSupported(NWFILTER, "virConnectListAllNWFilters");
  }

  @Procedure(value = 397, priority = HIGH, api = "virNWFilterBindingLookupByPortDev")
  default NwFilterBinding nwfilterBindingLookupByPortDev(String name) {
    throw notSupported(NWFILTER, "virNWFilterBindingLookupByPortDev");
  }

  @Procedure(value = 398, priority = HIGH, api = "virNWFilterBindingGetXMLDesc")
  default String nwfilterBindingGetXmlDesc(NwFilterBinding binding, int flags) {
    throw notSupported(NWFILTER, "virNWFilterBindingGetXMLDesc");
  }

  @Procedure(value = 399, priority = HIGH, api = "virNWFilterBindingCreateXML", access = WRITE)
  default NwFilterBinding nwfilterBindingCreateXml(String xml, int flags) {
    throw notSupported(NWFILTER, "virNWFilterBindingCreateXML");
  }

  @Procedure(value = 400, priority = HIGH, api = "virNWFilterBindingDelete", access = WRITE)
  default void nwfilterBindingDelete(NwFilterBinding binding) {
    throw notSupported(NWFILTER, "virNWFilterBindingDelete");
  }

  @Procedure(value = 401, priority = HIGH, api = "virConnectListAllNWFilterBindings")
  default NwFilterBindingList connectListAllNwfilterBindings(int needResults, int flags) {
    throw notSupported(NWFILTER, "virConnectListAllNWFilterBindings");
  }

  @Procedure(value = 431, priority = HIGH, api = "virNWFilterDefineXMLFlags", access = WRITE)
  default NwFilter nwfilterDefineXmlFlags(String xml, int flags) {
    throw notSupported(NWFILTER, "virNWFilterDefineXMLFlags");
  }
}
