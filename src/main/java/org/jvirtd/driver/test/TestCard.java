package org.jvirtd.driver.test;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/**
 * What every screen of a test domain shows: a test card, drawn here. libvirt sends a picture of its
 * own; ours has the same size and is of the same kind, a PNG in shades of grey.
 */
final class TestCard {
  static final String MIME_TYPE = "image/png";
  static final int WIDTH = 1120;
  static final int HEIGHT = 832;

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int SHADES = 8;
  private static final int MESH = 56;

  /** PNG's filter that leaves a line as it is. */
  private static final int NO_FILTER = 0;

  private TestCard() {}

  /** The picture's file; it must not be changed. */
  static byte[] png() {
    return Drawn.PNG;
  }

  /** Drawn when it is first asked for. */
  private static final class Drawn {
    static final byte[] PNG = draw();
  }

  private static byte[] draw() {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try {
      DataOutputStream out = new DataOutputStream(file);
      out.write(SIGNATURE);
      chunk(out, "IHDR", head());
      chunk(out, "IDAT", lines());
      chunk(out, "IEND", new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toByteArray();
  }

  private static void chunk(DataOutputStream out, String type, byte[] body) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 sum = new CRC32();
    sum.update(name);
    sum.update(body);
    out.writeInt(body.length);
    out.write(name);
    out.write(body);
    out.writeInt((int) sum.getValue());
  }

  private static byte[] head() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(WIDTH);
    out.writeInt(HEIGHT);
    out.write(8); // bits of a pixel
    out.write(0); // shades of grey
    out.write(0); // deflate
    out.write(0); // the one set of filters there is
    out.write(0); // not interlaced
    return bytes.toByteArray();
  }

  private static byte[] lines() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
      byte[] line = new byte[WIDTH];
      for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
          line[x] = (byte) shade(x, y);
        }
        out.write(NO_FILTER);
        out.write(line);
      }
    }
    return packed.toByteArray();
  }

  /** Bars from black to white, a disc in which they are turned round, and a mesh of lines. */
  private static int shade(int x, int y) {
    if (x % MESH == 0 || y % MESH == 0 || x == WIDTH - 1 || y == HEIGHT - 1) {
      return 128;
    }
    int bar = x * SHADES / WIDTH;
    double fromCentre = Math.hypot(x - WIDTH / 2.0, y - HEIGHT / 2.0);
    return (fromCentre < HEIGHT / 3.0 ? SHADES - 1 - bar : bar) * 255 / (SHADES - 1);
  }
}
