package org.jvirtd.protocol.nodedevice;

/** Flags of the node device procedures. */
public final class NodeDeviceFlags {

  /** Filters of a list ({@code virConnectListAllNodeDeviceFlags}). */
  public static final class List {
    public static final int CAP_SYSTEM = 1;
    public static final int CAP_PCI_DEV = 2;
    public static final int CAP_USB_DEV = 1 << 2;
    public static final int CAP_USB_INTERFACE = 1 << 3;
    public static final int CAP_NET = 1 << 4;
    public static final int CAP_SCSI_HOST = 1 << 5;
    public static final int CAP_SCSI_TARGET = 1 << 6;
    public static final int CAP_SCSI = 1 << 7;
    public static final int CAP_STORAGE = 1 << 8;
    public static final int CAP_FC_HOST = 1 << 9;
    public static final int CAP_VPORTS = 1 << 10;
    public static final int CAP_SCSI_GENERIC = 1 << 11;
    public static final int CAP_DRM = 1 << 12;
    public static final int CAP_MDEV_TYPES = 1 << 13;
    public static final int CAP_MDEV = 1 << 14;
    public static final int CAP_CCW_DEV = 1 << 15;
    public static final int CAP_CSS_DEV = 1 << 16;
    public static final int CAP_VDPA = 1 << 17;
    public static final int CAP_AP_CARD = 1 << 18;
    public static final int CAP_AP_QUEUE = 1 << 19;
    public static final int CAP_AP_MATRIX = 1 << 20;
    public static final int CAP_VPD = 1 << 21;
    public static final int INACTIVE = 1 << 30;
    public static final int ACTIVE = 1 << 31;

    private List() {}
  }

  /** Creating ({@code virNodeDeviceCreateXMLFlags}). */
  public static final class Create {
    public static final int VALIDATE = 1;

    private Create() {}
  }

  /** Defining ({@code virNodeDeviceDefineXMLFlags}). */
  public static final class Define {
    public static final int VALIDATE = 1;

    private Define() {}
  }

  /** What an update affects ({@code virNodeDeviceUpdateFlags}). */
  public static final class Update {
    public static final int CURRENT = 0;
    public static final int LIVE = 1;
    public static final int CONFIG = 2;

    private Update() {}
  }

  private NodeDeviceFlags() {}
}
