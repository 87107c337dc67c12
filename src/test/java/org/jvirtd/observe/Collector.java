package org.jvirtd.observe;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** A collector of traces: takes OTLP over HTTP and decodes its protobuf, as far as tests look. */
final class Collector implements AutoCloseable {
  // The kinds of fields on the wire (protobuf's encoding), and the numbers of OTLP's fields.
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;

  /** A span. Times are nanoseconds since 1970; status 2 is an error. */
  static final class Span {
    String traceId = "";
    String spanId = "";
    String parent = "";
    String name = "";
    long kind;
    long start;
    long end;
    long status;
    String statusText = "";
    final Map<String, Object> attributes = new HashMap<>();

    /** An attribute that is a number; NaN if there is none. */
    double number(String attribute) {
      return attributes.get(attribute) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    @Override
    public String toString() {
      return name + attributes;
    }
  }

  private final HttpServer server;
  private final List<Span> spans = new CopyOnWriteArrayList<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final List<String> tokens = new CopyOnWriteArrayList<>();
  private final Map<String, Object> resource = new HashMap<>();

  Collector() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/traces", this::take);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces");
  }

  List<Span> spans() {
    return spans;
  }

  /** All that has come, as if it were text: to search for what must not be there. */
  String text() {
    return String.join("", bodies);
  }

  List<String> tokens() {
    return tokens;
  }

  Map<String, Object> resource() {
    return resource;
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    bodies.add(new String(body, StandardCharsets.ISO_8859_1));
    tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    each(body, 1, this::resourceSpans);
    exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  private void resourceSpans(byte[] message) {
    each(message, 1, found -> each(found, 1, pair -> attribute(pair, resource)));
    each(message, 2, scope -> each(scope, 2, span -> spans.add(span(span))));
  }

  private static Span span(byte[] message) {
    Span span = new Span();
    fields(
        message,
        (number, value) -> {
          switch (number) {
            case 1 -> span.traceId = hex(value);
            case 2 -> span.spanId = hex(value);
            case 4 -> span.parent = hex(value);
            case 5 -> span.name = text(value);
            case 6 -> span.kind = (Long) value;
            case 7 -> span.start = (Long) value;
            case 8 -> span.end = (Long) value;
            case 9 -> attribute((byte[]) value, span.attributes);
            case 15 ->
                fields(
                    (byte[]) value,
                    (n, v) -> {
                      if (n == 2) {
                        span.statusText = text(v);
                      } else if (n == 3) {
                        span.status = (Long) v;
                      }
                    });
            default -> {}
          }
        });
    return span;
  }

  private static void attribute(byte[] pair, Map<String, Object> into) {
    List<Object> parts = new ArrayList<>();
    fields(
        pair,
        (number, value) -> {
          if (number == 1) {
            parts.add(text(value));
          } else {
            fields((byte[]) value, (kind, v) -> parts.add(attributeValue(kind, v)));
          }
        });
    if (parts.size() == 2) {
      into.put((String) parts.get(0), parts.get(1));
    }
  }

  private static Object attributeValue(int kind, Object value) {
    return switch (kind) {
      case 1 -> text(value);
      case 2 -> (Long) value != 0;
      case 4 -> Double.longBitsToDouble((Long) value);
      default -> value;
    };
  }

  private static void each(byte[] message, int wanted, Consumer<byte[]> then) {
    fields(
        message,
        (number, value) -> {
          if (number == wanted) {
            then.accept((byte[]) value);
          }
        });
  }

  private static void fields(byte[] message, BiConsumer<Integer, Object> then) {
    ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    while (in.hasRemaining()) {
      int tag = (int) varint(in);
      Object value =
          switch (tag & 7) {
            case VARINT -> varint(in);
            case FIXED64 -> in.getLong();
            case BYTES -> {
              byte[] bytes = new byte[(int) varint(in)];
              in.get(bytes);
              yield bytes;
            }
            case 5 -> (long) in.getInt();
            default -> throw new AssertionError("not protobuf: tag " + tag);
          };
      then.accept(tag >>> 3, value);
    }
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte part = in.get();
      value |= (long) (part & 0x7f) << shift;
      if (part >= 0) {
        return value;
      }
    }
  }

  private static String hex(Object bytes) {
    return HexFormat.of().formatHex((byte[]) bytes);
  }

  private static String text(Object bytes) {
    return new String((byte[]) bytes, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
