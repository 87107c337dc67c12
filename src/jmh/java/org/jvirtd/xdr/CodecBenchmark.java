package org.jvirtd.xdr;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jvirtd.protocol.domain.Domain;
import org.jvirtd.protocol.domain.DomainInfo;
import org.jvirtd.protocol.domain.DomainList;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A small reply and a long one, both ways. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodecBenchmark {
  private static final int DOMAINS = 100;

  private final XdrCodec<DomainInfo> infoCodec = XdrCodecs.of(DomainInfo.class);
  private final XdrCodec<DomainList> listCodec = XdrCodecs.of(DomainList.class);
  private final XdrWriter out = new XdrWriter(1 << 20);
  private final DomainInfo info = new DomainInfo(1, 8_388_608, 2_097_152, 2, 123_456_789_000L);
  private final DomainList list = list();
  private final byte[] infoBytes = encoded(infoCodec, info);
  private final byte[] listBytes = encoded(listCodec, list);

  @Benchmark
  public int encodeDomainInfo() {
    out.reset();
    infoCodec.encode(out, info);
    return out.size();
  }

  @Benchmark
  public DomainInfo decodeDomainInfo() {
    return infoCodec.decode(new XdrReader(infoBytes));
  }

  @Benchmark
  public int encodeListOf100() {
    out.reset();
    listCodec.encode(out, list);
    return out.size();
  }

  @Benchmark
  public DomainList decodeListOf100() {
    return listCodec.decode(new XdrReader(listBytes));
  }

  private static DomainList list() {
    List<Domain> domains = new ArrayList<>();
    for (int i = 0; i < DOMAINS; i++) {
      domains.add(new Domain("benchmark-" + i, new UUID(i, -i), -1));
    }
    return DomainList.of(domains, 1);
  }

  private static <T> byte[] encoded(XdrCodec<T> codec, T value) {
    XdrWriter writer = new XdrWriter(1 << 20);
    codec.encode(writer, value);
    return writer.toByteArray();
  }
}
