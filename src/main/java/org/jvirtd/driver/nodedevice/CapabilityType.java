package org.jvirtd.driver.nodedevice;

import org.jspecify.annotations.Nullable;

/** What a device of the host can be, in the order of libvirt's {@code virNodeDevCapType}. */
public enum CapabilityType {
  SYSTEM(0, "system"),
  PCI(1, "pci"),
  USB_DEVICE(2, "usb_device"),
  USB_INTERFACE(3, "usb"),
  NET(4, "net"),
  SCSI_HOST(5, "scsi_host"),
  SCSI_TARGET(6, "scsi_target"),
  SCSI(7, "scsi"),
  STORAGE(8, "storage"),
  FC_HOST(9, "fc_host"),
  VPORTS(10, "vports"),
  SCSI_GENERIC(11, "scsi_generic"),
  DRM(12, "drm"),
  MDEV_TYPES(13, "mdev_types"),
  MDEV(14, "mdev"),
  CCW(15, "ccw"),
  CSS(16, "css"),
  VDPA(17, "vdpa"),
  AP_CARD(18, "ap_card"),
  AP_QUEUE(19, "ap_queue"),
  AP_MATRIX(20, "ap_matrix"),
  VPD(21, "vpd");

  private final int number;
  private final String word;

  CapabilityType(int number, String word) {
    this.number = number;
    this.word = word;
  }

  /** The word in the XML and in lists. */
  public String word() {
    return word;
  }

  /** The number in libvirt's enumeration. */
  int number() {
    return number;
  }

  /** The bit of the filter of lists. */
  public int filter() {
    return 1 << number;
  }

  /** The type of that word, null where there is none. */
  public static @Nullable CapabilityType of(String word) {
    for (CapabilityType type : values()) {
      if (type.word.equals(word)) {
        return type;
      }
    }
    return null;
  }
}
