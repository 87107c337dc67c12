package org.jvirtd.protocol.network;

/** Flags and numbered kinds of the network procedures. */
public final class NetworkFlags {

  /** Asking for XML ({@code virNetworkXMLFlags}). */
  public static final class Xml {
    public static final int INACTIVE = 1;

    private Xml() {}
  }

  /** Filters of a list ({@code virConnectListAllNetworksFlags}). */
  public static final class List {
    public static final int INACTIVE = 1;
    public static final int ACTIVE = 2;
    public static final int PERSISTENT = 1 << 2;
    public static final int TRANSIENT = 1 << 3;
    public static final int AUTOSTART = 1 << 4;
    public static final int NO_AUTOSTART = 1 << 5;

    private List() {}
  }

  /** Creating ({@code virNetworkCreateFlags}). */
  public static final class Create {
    public static final int VALIDATE = 1;

    private Create() {}
  }

  /** Defining ({@code virNetworkDefineFlags}). */
  public static final class Define {
    public static final int VALIDATE = 1;

    private Define() {}
  }

  /** What an update affects ({@code virNetworkUpdateFlags}). */
  public static final class Update {
    public static final int CURRENT = 0;
    public static final int LIVE = 1;
    public static final int CONFIG = 2;

    private Update() {}
  }

  /** What an update does ({@code virNetworkUpdateCommand}). */
  public static final class UpdateCommand {
    public static final int NONE = 0;
    public static final int MODIFY = 1;
    public static final int DELETE = 2;
    public static final int ADD_FIRST = 4;

    private UpdateCommand() {}
  }

  /** What part of the XML an update changes ({@code virNetworkUpdateSection}). */
  public static final class UpdateSection {
    public static final int NONE = 0;
    public static final int BRIDGE = 1;
    public static final int DOMAIN = 2;
    public static final int IP = 3;
    public static final int IP_DHCP_HOST = 4;
    public static final int IP_DHCP_RANGE = 5;
    public static final int FORWARD = 6;
    public static final int FORWARD_INTERFACE = 7;
    public static final int FORWARD_PF = 8;
    public static final int PORTGROUP = 9;
    public static final int DNS_HOST = 10;
    public static final int DNS_TXT = 11;
    public static final int DNS_SRV = 12;

    private UpdateSection() {}
  }

  /** What is noted down in a network's definition ({@code virNetworkMetadataType}). */
  public static final class Metadata {
    public static final int DESCRIPTION = 0;
    public static final int TITLE = 1;
    public static final int ELEMENT = 2;

    private Metadata() {}
  }

  /** Creating a port ({@code virNetworkPortCreateFlags}). */
  public static final class PortCreate {
    public static final int RECLAIM = 1;
    public static final int VALIDATE = 2;

    private PortCreate() {}
  }

  /** Families of addresses ({@code virIPAddrType}). */
  public static final class AddressType {
    public static final int IPV4 = 0;
    public static final int IPV6 = 1;

    private AddressType() {}
  }

  /** Names of the typed parameters of a port. */
  public static final class PortParameters {
    public static final String BANDWIDTH_IN_AVERAGE = "inbound.average";
    public static final String BANDWIDTH_IN_PEAK = "inbound.peak";
    public static final String BANDWIDTH_IN_BURST = "inbound.burst";
    public static final String BANDWIDTH_IN_FLOOR = "inbound.floor";
    public static final String BANDWIDTH_OUT_AVERAGE = "outbound.average";
    public static final String BANDWIDTH_OUT_PEAK = "outbound.peak";
    public static final String BANDWIDTH_OUT_BURST = "outbound.burst";

    private PortParameters() {}
  }

  private NetworkFlags() {}
}
