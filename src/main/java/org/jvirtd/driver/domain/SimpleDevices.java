package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.filled;
import static org.jvirtd.driver.xml.Values.onOff;
import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.optional;
import static org.jvirtd.driver.xml.Values.positive;
import static org.jvirtd.driver.xml.Values.text;
import static org.jvirtd.driver.xml.Values.uint;
import static org.jvirtd.driver.xml.Values.ulong;
import static org.jvirtd.driver.xml.Values.yesNo;

import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.ScaledSize;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.Values;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;

/** Devices of few words: each is a table, some with a default. */
final class SimpleDevices {

  static final String[] VIRTIO = {"virtio", "virtio-transitional", "virtio-non-transitional"};

  static final Schema LEASE =
      Schema.of("lease")
          .child(Schema.text("lockspace", filled()))
          .child(Schema.text("key", filled()))
          .child(
              Schema.of("target")
                  .attribute("path", text())
                  .attribute("offset", ulong().hiding("0")))
          .onRead((source, lease) -> {
            if (lease.child("key") == null) {
              throw XmlFailure.invalid("Missing 'key' element for lease");
            }
            if (lease.valueAt("path", "target") == null) {
              throw XmlFailure.invalid("Missing 'target' element for lease");
            }
          });

  static final Schema TPM =
      Schema.of("tpm")
          .attribute(
              "model", optional("default", "tpm-tis", "tpm-crb", "tpm-spapr", "spapr-tpm-proxy"))
          .child(
              Schema.of("backend")
                  .required("type", oneOf("passthrough", "emulator", "external"))
                  .attribute("version", optional("default", "1.2", "2.0"))
                  .attribute("persistent_state", yesNo().hiding("no"))
                  .child(Schema.of("device").attribute("path", text()))
                  .child(Schema.of("encryption").attribute("secret", text()))
                  .child(
                      Schema.of("active_pcr_banks")
                          .child(Schema.flag("sha1"))
                          .child(Schema.flag("sha256"))
                          .child(Schema.flag("sha384"))
                          .child(Schema.flag("sha512")))
                  .child(
                      Schema.of("source")
                          .attribute("type", text())
                          .attribute("mode", text())
                          .attribute("path", text())))
          .with(DeviceParts::info)
          .onRead(SimpleDevices::completeTpm);

  static final Schema SOUND =
      Schema.of("sound")
          .required(
              "model", oneOf("sb16", "es1370", "pcspk", "ac97", "ich6", "ich9", "usb", "ich7"))
          .children(Schema.of("codec").required("type", oneOf("duplex", "micro", "output")))
          .child(Schema.of("audio").required("id", positive()))
          .with(DeviceParts::info)
          .onRead((source, sound) -> {
            if (!sound.is("model", "ich6") && !sound.is("model", "ich9")) {
              sound.removeAll("codec");
            }
          });

  static final Schema REDIRDEV =
      Schema.of("redirdev")
          .defaulted(
              "bus",
              oneOf(raw -> XmlFailure.unsupported("unknown redirdev bus '" + raw + "'"), "usb"),
              "usb")
          .attribute(
              "type",
              oneOf(
                  raw ->
                      XmlFailure.unsupported(
                          "unknown redirdev character device type '" + raw + "'"),
                  "null",
                  "vc",
                  "pty",
                  "dev",
                  "file",
                  "pipe",
                  "stdio",
                  "udp",
                  "tcp",
                  "unix",
                  "spicevmc",
                  "spiceport",
                  "nmdm",
                  "qemu-vdagent",
                  "dbus"))
          .with(CharacterDevices.SOURCE)
          .with(DeviceParts::bootable)
          .open()
          .onRead((source, device) -> {
            if (!device.has("type")) {
              throw XmlFailure.internal("missing type in redirdev");
            }
            boolean named = device.valueAt("channel", "source") != null;
            if (device.is("type", "dbus") && !named) {
              device.open("source").set("channel", "org.qemu.usbredir");
            }
          });

  static final Schema HUB =
      Schema.of("hub")
          .required(
              "type",
              oneOf(raw -> XmlFailure.unsupported("unknown hub device type '" + raw + "'"), "usb"))
          .with(DeviceParts::info);

  static final Schema WATCHDOG =
      Schema.of("watchdog")
          .required("model", oneOf("i6300esb", "ib700", "diag288"))
          .defaulted(
              "action",
              oneOf("reset", "shutdown", "poweroff", "pause", "dump", "none", "inject-nmi"),
              "reset")
          .with(DeviceParts::info);

  static final Schema MEMBALLOON =
      Schema.of("memballoon")
          .required("model", oneOf("virtio", "xen", "none", VIRTIO[1], VIRTIO[2]))
          .attributes(onOff(), "autodeflate", "freePageReporting")
          .child(Schema.of("stats").attribute("period", uint().hiding("0")))
          .with(DeviceParts::info)
          .child(Schema.of("driver").with(DeviceParts.VIRTIO_OPTIONS))
          .onRead((source, balloon) -> {
            if (balloon.is("model", "none")) {
              balloon.removeAll("address");
              balloon.removeAll("alias");
            }
          });

  private static final Schema RNG_BACKEND =
      Schema.of("backend")
          .attribute(
              "model",
              oneOf(
                  raw -> XmlFailure.unsupported("unknown RNG backend model '" + raw + "'"),
                  "random",
                  "egd",
                  "builtin"))
          .attribute("type", text())
          .with(CharacterDevices.SOURCE)
          .unkeptText()
          .onRead(SimpleDevices::completeRngBackend);

  static final Schema RNG =
      Schema.of("rng")
          .attribute(
              "model",
              oneOf(raw -> XmlFailure.unsupported("unknown RNG model '" + raw + "'"), VIRTIO))
          .child(Schema.of("rate").required("bytes", positive()).attribute("period", positive()))
          .child(RNG_BACKEND)
          .child(Schema.of("driver").with(DeviceParts.VIRTIO_OPTIONS))
          .with(DeviceParts::info)
          .onRead((source, rng) -> {
            if (!rng.has("model")) {
              throw XmlFailure.invalid("missing RNG device model");
            }
            int backends = source.children("backend").size();
            if (backends != 1) {
              throw XmlFailure.invalid("only one RNG backend is supported");
            }
          });

  static final Schema NVRAM = Schema.of("nvram").with(DeviceParts::info).open();

  static final Schema PANIC =
      Schema.of("panic")
          .attribute("model", optional("default", "isa", "pseries", "hyperv", "s390"))
          .with(DeviceParts::info);

  static final Schema SHMEM =
      Schema.of("shmem")
          .attribute("name", text())
          .attribute("role", oneOf("master", "peer"))
          .child(
              Schema.of("model")
                  .attribute("type", oneOf("ivshmem", "ivshmem-plain", "ivshmem-doorbell")))
          .child(shmemSize())
          .child(Schema.of("server").attribute("path", text()).always())
          .child(
              Schema.of("msi")
                  .attribute("vectors", uint().hiding("0"))
                  .attribute("ioeventfd", onOff())
                  .attribute("enabled", Values.ignored())
                  .always())
          .with(DeviceParts::info)
          .onRead(SimpleDevices::completeShmem);

  static final Schema IOMMU =
      Schema.of("iommu")
          .required("model", oneOf("intel", "smmuv3", "virtio"))
          .child(
              Schema.of("driver")
                  .attributes(onOff(), "intremap", "caching_mode", "eim", "iotlb")
                  .attribute("aw_bits", uint().hiding("0")))
          .with(DeviceParts::info);

  private static final Schema CID =
      Schema.of("cid").attribute("auto", yesNo()).attribute("address", uint().hiding("0"));

  static final Schema VSOCK =
      Schema.of("vsock")
          .attribute("model", optional("default", VIRTIO))
          .child(CID)
          .with(DeviceParts::info)
          .child(Schema.of("driver").with(DeviceParts.VIRTIO_OPTIONS))
          .always()
          .onRead(SimpleDevices::completeVsock);

  private SimpleDevices() {}

  private static Schema shmemSize() {
    return Schema.of("size")
        .attribute("unit", text())
        .text((raw, site) -> null)
        .onRead((source, size) -> {
          Long bytes = ScaledSize.bytes(source, "./size[1]", 1);
          if (bytes != null && bytes != 0) {
            size.set("unit", "M");
            size.setText(Long.toString(bytes >> 20));
          } else {
            size.set("unit", null);
          }
        });
  }

  private static void completeTpm(XmlElement source, Element tpm) {
    Element backend = tpm.child("backend");
    if (backend == null) {
      throw XmlFailure.invalid("missing TPM device backend");
    }
    boolean emulator = backend.is("type", "emulator");
    boolean external = backend.is("type", "external");
    if (!emulator) {
      backend.set("version", null);
      backend.set("persistent_state", null);
      backend.removeAll("encryption");
      backend.removeAll("active_pcr_banks");
    }
    if (!external) {
      backend.removeAll("source");
    }
    if (backend.is("type", "passthrough")) {
      if (backend.valueAt("path", "device") == null) {
        backend.removeAll("device");
        Element device = new Element(Schema.of("device").attribute("path", text()));
        device.set("path", "/dev/tpm0");
        backend.add(device);
      }
    } else {
      backend.removeAll("device");
    }
  }

  private static void completeRngBackend(XmlElement source, Element backend) {
    if (!backend.has("model")) {
      throw XmlFailure.invalid("missing RNG device backend model");
    }
    switch (backend.get("model", "")) {
      case "random" -> {
        backend.set("type", null);
        backend.removeIf(child -> true);
        String path = source.text();
        backend.setText(path.isEmpty() ? "/dev/random" : path);
      }
      case "egd" -> {
        String type = backend.get("type");
        if (type == null) {
          throw XmlFailure.invalid("missing EGD backend type");
        }
        if (!CharacterDevices.isSourceType(type)) {
          throw XmlFailure.unsupported("unknown backend type '" + type + "' for egd");
        }
      }
      default -> {
        backend.set("type", null);
        backend.removeIf(child -> true);
      }
    }
  }

  private static void completeShmem(XmlElement source, Element shmem) {
    if (!shmem.has("name")) {
      throw XmlFailure.invalid("shmem element must contain 'name' attribute");
    }
    if (shmem.child("model") == null) {
      Element model = new Element(Schema.of("model").attribute("type", text()));
      model.set("type", "ivshmem");
      shmem.add(model);
    }
    XmlElement msi = source.child("msi");
    if (msi != null && "no".equals(msi.attribute("enabled"))) {
      shmem.removeAll("msi");
    }
    if (shmem.child("msi") != null && shmem.child("server") == null) {
      throw XmlFailure.invalid("msi option is only supported with a server");
    }
  }

  private static void completeVsock(XmlElement source, Element vsock) {
    Element cid = vsock.ensure(CID);
    if (!cid.has("auto")) {
      cid.set("auto", cid.has("address") ? "no" : "yes");
    }
  }
}
