package org.jvirtd.observe.page;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The way to a browser, which takes what it is sent only when the test says so. */
final class Wire extends ServletOutputStream {
  final List<String> written = new CopyOnWriteArrayList<>();
  volatile boolean ready;
  volatile boolean broken;
  private volatile @Nullable WriteListener listener;

  @Override
  public boolean isReady() {
    return ready;
  }

  @Override
  public void setWriteListener(WriteListener listener) {
    this.listener = listener;
  }

  /** Says that it may be written, as the container does. */
  void begin() {
    try {
      Objects.requireNonNull(listener).onWritePossible();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    if (broken) {
      throw new IOException("broken pipe");
    }
    written.add(new String(bytes, StandardCharsets.UTF_8));
  }

  @Override
  public void write(int one) throws IOException {
    throw new IOException("one byte at a time is not how it is written");
  }

  @Override
  public void flush() {
    written.add("flush");
  }
}
