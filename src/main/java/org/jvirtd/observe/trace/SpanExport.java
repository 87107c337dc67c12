package org.jvirtd.observe.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * OpenTelemetry's SDK: it gathers spans in a bounded queue and exports them on a thread of its own.
 */
final class SpanExport implements AutoCloseable {
  /** Who looks at a trace that has just been waits no longer. */
  private static final Duration PERIOD = Duration.ofSeconds(1);

  private static final Duration END = Duration.ofSeconds(5);

  private final LongAdder ended = new LongAdder();
  private final LongAdder exported = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final SdkTracerProvider provider;

  SpanExport(TracingSettings settings, String version) {
    OtlpHttpSpanExporterBuilder exporter =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(settings.endpoint().toString())
            .setTimeout(settings.timeout());
    settings.headers().forEach(exporter::addHeader);
    provider =
        SdkTracerProvider.builder()
            .setResource(
                Resource.getDefault()
                    .merge(
                        Resource.create(
                            Attributes.builder()
                                .put("service.name", "jvirtd")
                                .put("service.version", version)
                                .build())))
            .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(settings.sampling())))
            .addSpanProcessor(new CountingProcessor())
            .addSpanProcessor(
                BatchSpanProcessor.builder(new CountingExporter(exporter.build()))
                    .setScheduleDelay(PERIOD)
                    .setMaxQueueSize(settings.maxQueued())
                    .setExporterTimeout(settings.timeout())
                    .build())
            .build();
  }

  Tracer tracer() {
    return provider.get("org.jvirtd");
  }

  long ended() {
    return ended.sum();
  }

  long exported() {
    return exported.sum();
  }

  long failed() {
    return failed.sum();
  }

  @Override
  public void close() {
    provider.shutdown().join(END.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** What has ended and was neither exported nor failed waits, or was dropped. */
  private final class CountingProcessor implements SpanProcessor {
    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
      return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
      if (span.getSpanContext().isSampled()) {
        ended.increment();
      }
    }

    @Override
    public boolean isEndRequired() {
      return true;
    }
  }

  private final class CountingExporter implements SpanExporter {
    private final SpanExporter exporter;

    CountingExporter(SpanExporter exporter) {
      this.exporter = exporter;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      int count = spans.size();
      CompletableResultCode result = exporter.export(spans);
      result.whenComplete(() -> (result.isSuccess() ? exported : failed).add(count));
      return result;
    }

    @Override
    public CompletableResultCode flush() {
      return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
      return exporter.shutdown();
    }
  }
}
