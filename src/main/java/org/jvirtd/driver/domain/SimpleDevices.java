package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.filled;
import static org.jvirtd.driver.xml.Values.integer;
import static org.jvirtd.driver.xml.Values.onOff;
import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.optional;
import static org.jvirtd.driver.xml.Values.positive;
import static org.jvirtd.driver.xml.Values.text;
import static org.jvirtd.driver.xml.Values.uint;
import static org.jvirtd.driver.xml.Values.ulong;
import static org.jvirtd.driver.xml.Values.yesNo;

import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.ValueType;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;
import org.jvirtd.rpc.RpcException;

/** Devices of few words: each is a table, some with a default. */
final class SimpleDevices {

  private static final ValueType ACTION =
      oneOf(
          raw -> XmlFailure.unsupported("unknown watchdog action '" + raw + "'"),
          "reset",
          "shutdown",
          "poweroff",
          "pause",
          "dump",
          "none",
          "inject-nmi");

  private static final ValueType PANIC_MODEL =
      oneOf(
              raw -> XmlFailure.unsupported("unknown panic model '" + raw + "'"),
              "default",
              "isa",
              "pseries",
              "hyperv",
              "s390")
          .hiding("default");

  static final String[] VIRTIO = {"virtio", "virtio-transitional", "virtio-non-transitional"};

  static final Schema LEASE =
      Schema.of("lease")
          .child(Schema.text("lockspace", filled()))
          .child(Schema.text("key", filled()))
          .child(
              Schema.of("target")
                  .attribute("path", text())
                  .attribute("offset", ulong().hiding("0"))
                  .always())
          .before("target", (source, lease) -> requireKey(source, lease))
          .reads("key", "lockspace");

  private static final Schema CODEC =
      Schema.of("codec")
          .attribute("type", oneOf(SimpleDevices::unknownCodec, "duplex", "micro", "output"))
          .onRead((source, codec) -> {
            if (!codec.has("type")) {
              throw unknownCodec("(null)");
            }
          });

  static final Schema SOUND =
      Schema.of("sound")
          .required(
              "model", oneOf("sb16", "es1370", "pcspk", "ac97", "ich6", "ich9", "usb", "ich7"))
          .children(CODEC, sound -> sound.is("model", "ich6") || sound.is("model", "ich9"))
          .child(Schema.of("audio").required("id", positive()))
          .unkept("codec")
          .with(DeviceParts::info);

  static final Schema REDIRDEV =
      Schema.of("redirdev")
          .defaulted(
              "bus",
              oneOf(raw -> XmlFailure.unsupported("unknown redirdev bus '" + raw + "'"), "usb"),
              "usb")
          .attribute(
              "type",
              CharacterSources.type(raw ->
                  XmlFailure.unsupported("unknown redirdev character device type '" + raw + "'")))
          .before(
              "source",
              (source, device) -> requireNamed(device, "type", "missing type in redirdev"))
          .with(CharacterSources::of)
          .with(DeviceParts::bootable)
          .open()
          .after("source", (source, device) -> completeChannel(device))
          .onRead((source, device) -> requireUsbAddress(device));

  static final Schema HUB =
      Schema.of("hub")
          .attribute(
              "type",
              oneOf(raw -> XmlFailure.unsupported("unknown hub device type '" + raw + "'"), "usb"))
          .before("alias", (source, hub) -> requireNamed(hub, "type", "missing hub device type"))
          .with(DeviceParts::info);

  static final Schema WATCHDOG =
      Schema.of("watchdog")
          .attribute(
              "model",
              oneOf(
                  raw -> XmlFailure.unsupported("unknown watchdog model '" + raw + "'"),
                  "i6300esb",
                  "ib700",
                  "diag288"))
          .defaulted("action", ACTION, "reset")
          .before(
              "@action",
              (source, watchdog) ->
                  requireNamed(watchdog, "model", "watchdog must contain model name"))
          .reads("@action")
          .with(DeviceParts::info);

  static final Schema MEMBALLOON =
      Schema.of("memballoon")
          .required("model", oneOf("virtio", "xen", "none", VIRTIO[1], VIRTIO[2]))
          .attributes(onOff(), "autodeflate", "freePageReporting")
          .child(Schema.of("stats").attribute("period", period()))
          .with(DeviceParts.info(balloon -> !balloon.is("model", "none")))
          .child(Schema.of("driver").with(DeviceParts.VIRTIO_OPTIONS));

  static final Schema NVRAM = Schema.of("nvram").with(DeviceParts::info).open();

  static final Schema PANIC =
      Schema.of("panic")
          .attribute("model", PANIC_MODEL)
          .with(DeviceParts::info)
          .always()
          .when((panic, mode) -> !panic.isEmpty())
          .reads("alias", "master", "acpi", "address", "@model");

  static final Schema IOMMU =
      Schema.of("iommu")
          .required("model", oneOf("intel", "smmuv3", "virtio"))
          .child(
              Schema.of("driver")
                  .attributes(onOff(), "intremap", "caching_mode", "eim", "iotlb")
                  .attribute("aw_bits", uint().hiding("0")))
          .with(DeviceParts::info);

  private static final Schema CID =
      Schema.of("cid").attribute("auto", yesNo()).attribute("address", positive());

  static final Schema VSOCK =
      Schema.of("vsock")
          .attribute("model", optional("default", VIRTIO))
          .child(CID)
          .with(DeviceParts::info)
          .child(Schema.of("driver").with(DeviceParts.VIRTIO_OPTIONS))
          .always()
          .onRead(SimpleDevices::completeVsock);

  private SimpleDevices() {}

  /** Seconds in any of C's notations; what is negative means none. */
  private static ValueType period() {
    ValueType number = integer(0);
    return (raw, site) -> {
      String seconds = number.read(raw, site);
      return seconds == null || seconds.equals("0") || seconds.startsWith("-") ? null : seconds;
    };
  }

  private static RpcException unknownCodec(String type) {
    return XmlFailure.unsupported("unknown codec type '" + type + "'");
  }

  private static void requireKey(XmlElement source, Element lease) {
    if (lease.child("key") == null) {
      throw XmlFailure.invalid("Missing 'key' element for lease");
    }
    // libvirt refuses this one without a word.
    if (lease.child("lockspace") == null) {
      throw XmlFailure.invalid("Missing 'lockspace' element for lease");
    }
    XmlElement target = source.child("target");
    if (target == null) {
      throw XmlFailure.invalid("Missing 'target' element for lease");
    }
    if (target.attribute("path") == null) {
      throw XmlFailure.invalid("Missing 'path' attribute to 'target' element for lease");
    }
  }

  private static void requireNamed(Element device, String attribute, String otherwise) {
    if (!device.has(attribute)) {
      throw XmlFailure.internal(otherwise);
    }
  }

  /** A device that is redirected by D-Bus has a channel of a certain name. */
  private static void completeChannel(Element device) {
    if (device.is("type", "dbus") && device.valueAt("channel", "source") == null) {
      device.open("source").set("channel", "org.qemu.usbredir");
    }
  }

  private static void requireUsbAddress(Element device) {
    String address = device.valueAt("type", "address");
    if (address != null && !address.equals("usb")) {
      throw XmlFailure.invalid("Invalid address for a USB device");
    }
  }

  private static void completeVsock(XmlElement source, Element vsock) {
    Element cid = vsock.ensure(CID);
    if (!cid.has("auto")) {
      cid.set("auto", cid.has("address") ? "no" : "yes");
    }
  }
}
