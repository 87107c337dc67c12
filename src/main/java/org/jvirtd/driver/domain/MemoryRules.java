package org.jvirtd.driver.domain;

import static org.jvirtd.driver.domain.Rules.detail;
import static org.jvirtd.driver.domain.Rules.unsupported;

import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Element;

/** The rules of a memory module. */
final class MemoryRules {

  /** The size of the host's transparent huge pages, which virtio memory comes in (KiB). */
  private static final long HUGE_PAGE_KIB = 2048;

  private MemoryRules() {}

  static void check(Element memory, Element domain) {
    Element target = memory.child("target");
    if (target == null) {
      return;
    }
    String model = memory.get("model", "");
    node(target.child("node"), domain);
    Element source = memory.child("source");
    boolean path = source != null && source.child("path") != null;
    switch (model) {
      case "nvdimm" -> {
        if (!path) {
          throw detail("path is required for model 'nvdimm'");
        }
        if (memory.is("discard", "yes")) {
          throw unsupported("discard is not supported for nvdimms");
        }
        label(memory, target, domain);
      }
      case "virtio-pmem" -> {
        if (!path) {
          throw detail("path is required for model '%s'".formatted(model));
        }
        if (memory.is("discard", "yes")) {
          throw unsupported("discard is not supported for model '%s'".formatted(model));
        }
        if (!memory.is("access", "shared")) {
          throw unsupported("shared access mode required for virtio-pmem device");
        }
        if (target.child("node") != null) {
          throw unsupported("virtio-pmem does not support NUMA nodes");
        }
      }
      case "virtio-mem" -> blocks(target);
      case "sgx-epc" -> {
        if (memory.child("address") != null) {
          throw unsupported(
              "memory device address is not supported for model '%s'".formatted(model));
        }
      }
      default -> {}
    }
  }

  private static void node(@Nullable Element node, Element domain) {
    String text = node == null ? null : node.text();
    if (text == null) {
      return;
    }
    int cells = Numa.cells(domain);
    if (cells == 0) {
      throw detail("can't add memory backend as guest has no NUMA nodes configured");
    }
    if (Long.parseLong(text) >= cells) {
      throw detail(
          ("can't add memory backend for guest node '%s' as the guest has only '%d' NUMA nodes"
                  + " configured")
              .formatted(text, cells));
    }
  }

  private static void label(Element memory, Element target, Element domain) {
    String arch = domain.valueAt("arch", "os", "type");
    boolean power = arch != null && arch.startsWith("ppc64");
    if (power && target.at("label", "size") == null) {
      throw unsupported("label size is required for NVDIMM device");
    }
    if (!power && memory.child("uuid") != null) {
      throw unsupported("UUID is not supported for NVDIMM device");
    }
  }

  private static void blocks(Element target) {
    long size = DomainChecks.number(target, "size");
    long requested = DomainChecks.number(target, "requested");
    long block = DomainChecks.number(target, "block");
    if (requested > size) {
      throw detail("requested size must be smaller than or equal to @size (%dKiB)".formatted(size));
    }
    if (Long.bitCount(block) != 1) {
      throw detail("block size must be a power of two");
    }
    if (block < HUGE_PAGE_KIB) {
      throw detail("block size too small, must be at least %dKiB".formatted(HUGE_PAGE_KIB));
    }
    if (requested % block != 0) {
      throw detail("requested size must be an integer multiple of block size");
    }
  }
}
