package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.filled;
import static org.jvirtd.driver.xml.Values.yesNo;

import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.XmlFailure;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.ErrorDomain;
import org.jvirtd.rpc.RpcException;

/** {@code <reservations>}: the helper by which a guest keeps others away from a SCSI disk. */
final class DiskReservations {

  private static final Schema HELPER = helper();

  /** The daemon starts this one, so that on another host it is another one. */
  private static final Schema MANAGED = helper().when((helper, mode) -> !mode.migratable());

  static final Schema SCHEMA =
      Schema.of("reservations")
          .required("managed", yesNo())
          .child("source", (reservations, source) -> isManaged(reservations) ? MANAGED : HELPER)
          .onRead((source, reservations) -> check(reservations));

  private DiskReservations() {}

  private static Schema helper() {
    return Schema.of("source").attributes(filled(), "type", "path", "mode");
  }

  private static boolean isManaged(Element reservations) {
    return reservations.is("managed", "yes");
  }

  private static void check(Element reservations) {
    String type = reservations.valueAt("type", "source");
    String path = reservations.valueAt("path", "source");
    String mode = reservations.valueAt("mode", "source");
    if (!isManaged(reservations) || type != null || path != null || mode != null) {
      require(type, "missing connection type for <reservations/>");
      require(path, "missing path for <reservations/>");
      require(mode, "missing connection mode for <reservations/>");
    }
    if (type != null && !type.equals("unix")) {
      throw invalid("unsupported connection type for <reservations/>: " + type);
    }
    if (mode != null && !mode.equals("client")) {
      throw invalid("unsupported connection mode for <reservations/>: " + mode);
    }
  }

  private static void require(@Nullable String value, String problem) {
    if (value == null) {
      throw invalid(problem);
    }
  }

  private static RpcException invalid(String detail) {
    return XmlFailure.of(ErrorCode.XML_ERROR, ErrorDomain.STORAGE, detail);
  }
}
