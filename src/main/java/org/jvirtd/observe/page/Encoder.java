package org.jvirtd.observe.page;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;
import tools.jackson.databind.json.JsonMapper;

/**
 * Server-sent events, each of a bounded size. What does not fit is made with less in it, until it
 * does.
 */
final class Encoder {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** No list that is sent has as many entries. */
  private static final int LEAST_OF_ALL = 1 << 13;

  private final int mostBytes;
  private final LongAdder trimmed = new LongAdder();

  Encoder(int mostBytes) {
    this.mostBytes = mostBytes;
  }

  byte[] snapshot(PageSnapshot snapshot) {
    return fitting("snapshot", divisor -> divisor == 1 ? snapshot : snapshot.reduced(divisor));
  }

  byte[] welcome(IntFunction<Welcome> welcome) {
    return fitting("welcome", welcome);
  }

  /** Events that were made with less in them. */
  long trimmed() {
    return trimmed.sum();
  }

  /** The last that is sent. */
  byte[] end() {
    return event("end", "{}".getBytes(StandardCharsets.UTF_8));
  }

  /**
   * @param content with so many times less in its lists
   */
  private byte[] fitting(String name, IntFunction<?> content) {
    int divisor = 1;
    byte[] event = event(name, JSON.writeValueAsBytes(content.apply(divisor)));
    if (event.length > mostBytes) {
      trimmed.increment();
    }
    while (event.length > mostBytes && divisor < LEAST_OF_ALL) {
      divisor *= 2;
      event = event(name, JSON.writeValueAsBytes(content.apply(divisor)));
    }
    return event;
  }

  /** JSON has no line breaks, so that it is one line of data. */
  private static byte[] event(String name, byte[] json) {
    byte[] head = ("event: " + name + "\ndata: ").getBytes(StandardCharsets.UTF_8);
    byte[] end = "\n\n".getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(head.length + json.length + end.length)
        .put(head)
        .put(json)
        .put(end)
        .array();
  }
}
