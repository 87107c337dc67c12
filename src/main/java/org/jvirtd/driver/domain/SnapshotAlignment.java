package org.jvirtd.driver.domain;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.XmlFailure;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.ErrorDomain;
import org.jvirtd.rpc.RpcException;

/** Brings the disks of a snapshot into line with those of its domain. */
final class SnapshotAlignment {

  private final SnapshotDefinition snapshot;
  private final DomainDefinition domain;
  private final String fallback;

  private SnapshotAlignment(SnapshotDefinition snapshot, DomainDefinition domain, String fallback) {
    this.snapshot = snapshot;
    this.domain = domain;
    this.fallback = fallback;
  }

  /**
   * The snapshot with an entry for each disk of the domain, in its order.
   *
   * @param former the domain of the snapshot that this one replaces, for one that has none itself
   */
  static SnapshotDefinition align(SnapshotDefinition snapshot, @Nullable DomainDefinition former) {
    boolean external = snapshot.state() == SnapshotState.DISK_SNAPSHOT || snapshot.isExternal();
    DomainDefinition domain = snapshot.domain() != null ? snapshot.domain() : former;
    if (domain == null) {
      throw XmlFailure.of(
          ErrorCode.INTERNAL_ERROR, ErrorDomain.DOMAIN_SNAPSHOT, "missing domain in snapshot");
    }
    return align(snapshot, domain, external);
  }

  /** The same, for a snapshot that is being made. */
  static SnapshotDefinition align(
      SnapshotDefinition snapshot, DomainDefinition domain, boolean external) {
    String fallback = external ? SnapshotDisk.EXTERNAL : SnapshotDisk.INTERNAL;
    return new SnapshotAlignment(snapshot, domain, fallback).aligned();
  }

  private SnapshotDefinition aligned() {
    if (snapshot.disks().size() > domain.disks().size()) {
      throw unsupported("too many disk snapshot requests for domain");
    }
    Map<String, SnapshotDisk> requested = requested();
    List<SnapshotDisk> aligned = new ArrayList<>();
    for (DomainDisk disk : domain.disks()) {
      SnapshotDisk wanted = requested.get(disk.target());
      SnapshotDisk entry = wanted != null ? wanted : SnapshotDisk.of(disk.target(), unasked(disk));
      aligned.add(entry.isExternal() && entry.path() == null ? named(entry, disk, aligned) : entry);
    }
    return snapshot.withDisks(aligned);
  }

  private String unasked(DomainDisk disk) {
    String said = disk.isEmpty() ? SnapshotDisk.NO : disk.snapshot();
    return said == null ? fallback : said;
  }

  private Map<String, SnapshotDisk> requested() {
    Map<String, SnapshotDisk> requested = new HashMap<>();
    for (SnapshotDisk wanted : snapshot.disks()) {
      DomainDisk disk = domain.disk(wanted.name(), false);
      if (disk == null) {
        throw unsupported("no disk named '" + wanted.name() + "'");
      }
      if (requested.containsKey(disk.target())) {
        throw unsupported("disk '" + wanted.name() + "' specified twice");
      }
      String location = location(wanted, disk);
      String path = wanted.path();
      if (path != null && !location.equals(SnapshotDisk.EXTERNAL)) {
        throw unsupported(
            "file '%s' for disk '%s' requires use of external snapshot mode"
                .formatted(path, wanted.name()));
      }
      requested.put(disk.target(), wanted.with(disk.target(), location));
    }
    return requested;
  }

  /** Internal snapshots are of all disks or of none, but for those that have none of their own. */
  private String location(SnapshotDisk wanted, DomainDisk disk) {
    boolean uniform = fallback.equals(SnapshotDisk.INTERNAL);
    String own = disk.snapshot();
    boolean none = SnapshotDisk.NO.equals(own);
    String asked = wanted.location();
    if (asked == null) {
      return own != null && (!uniform || none) ? own : fallback;
    }
    if (uniform && !asked.equals(fallback) && !(asked.equals(SnapshotDisk.NO) && none)) {
      throw unsupported("disk '%s' must use snapshot mode '%s'".formatted(wanted.name(), fallback));
    }
    return asked;
  }

  /** An external snapshot whose file is named after the disk's and the snapshot. */
  private SnapshotDisk named(SnapshotDisk entry, DomainDisk disk, List<SnapshotDisk> before) {
    if (!entry.type().equals("file")) {
      throw unsupported(
          "cannot generate external snapshot name for disk '%s' on a '%s' device"
              .formatted(entry.name(), entry.type()));
    }
    String origin = disk.source();
    if (origin == null) {
      throw unsupported(
          "cannot generate external snapshot name for disk '" + entry.name() + "' without source");
    }
    if (!isRegularFile(origin)) {
      throw unsupported(
          "source for disk '"
              + entry.name()
              + "' is not a regular file; refusing to generate external snapshot name");
    }
    int dot = origin.lastIndexOf('.');
    String stem = dot > origin.lastIndexOf('/') ? origin.substring(0, dot) : origin;
    String path = stem + "." + snapshot.name();
    for (SnapshotDisk other : before) {
      if (path.equals(other.path())) {
        throw unsupported(
            "cannot generate external snapshot name for disk '%s': collision with disk '%s'"
                .formatted(entry.name(), other.name()));
      }
    }
    return entry.withPath(path);
  }

  private static boolean isRegularFile(String path) {
    try {
      return Files.isRegularFile(Path.of(path));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static RpcException unsupported(String detail) {
    return XmlFailure.of(ErrorCode.CONFIG_UNSUPPORTED, ErrorDomain.DOMAIN_SNAPSHOT, detail);
  }
}
