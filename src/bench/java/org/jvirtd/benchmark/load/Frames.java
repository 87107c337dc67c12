package org.jvirtd.benchmark.load;

import java.util.function.Consumer;
import org.jvirtd.rpc.Header;
import org.jvirtd.rpc.MessageType;
import org.jvirtd.rpc.Status;
import org.jvirtd.xdr.XdrWriter;

/** Frames of the remote program, built once and sent many times. */
public final class Frames {
  /** The number of the remote program. */
  public static final int REMOTE = 0x20008086;

  public static final int CONNECT_OPEN = 1;
  public static final int DOMAIN_DEFINE_XML = 11;
  public static final int DOMAIN_GET_XML_DESC = 14;
  public static final int DOMAIN_GET_INFO = 16;
  public static final int DOMAIN_LOOKUP_BY_NAME = 23;
  public static final int DOMAIN_RESUME = 28;
  public static final int DOMAIN_SUSPEND = 34;
  public static final int DOMAIN_UNDEFINE = 35;
  public static final int AUTH_LIST = 66;
  public static final int AUTH_SASL_INIT = 67;
  public static final int AUTH_SASL_START = 68;
  public static final int AUTH_SASL_STEP = 69;
  public static final int CONNECT_GET_LIB_VERSION = 157;
  public static final int CONNECT_LIST_ALL_DOMAINS = 273;
  public static final int DOMAIN_EVENT_REGISTER_ANY = 316;
  public static final int DOMAIN_EVENT_LIFECYCLE = 318;
  public static final int CONNECT_GET_ALL_DOMAIN_STATS = 344;

  /** Where the serial stands in a frame. */
  static final int SERIAL_AT = 20;

  /** What every client of the benchmark opens. */
  private static final String URI = "test:///default";

  private static final int MAX_CALL_BYTES = 1 << 20;

  private Frames() {}

  /** A call's frame, with serial 0. */
  public static byte[] call(int procedure, Consumer<XdrWriter> arguments) {
    XdrWriter out = new XdrWriter(MAX_CALL_BYTES);
    new Header(REMOTE, 1, procedure, MessageType.CALL, 0, Status.OK).beginFrame(out);
    arguments.accept(out);
    Header.endFrame(out);
    return out.toByteArray();
  }

  public static byte[] call(int procedure) {
    return call(procedure, out -> {});
  }

  static byte[] authList() {
    return call(AUTH_LIST);
  }

  static byte[] open() {
    return call(
        CONNECT_OPEN,
        out -> {
          out.writeInt(1);
          out.writeString(URI, URI.length());
          out.writeInt(0);
        });
  }
}
