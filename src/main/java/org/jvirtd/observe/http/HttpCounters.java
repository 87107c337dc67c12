package org.jvirtd.observe.http;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** What the guards of HTTP have counted. Any thread adds, any thread reads. */
public final class HttpCounters {
  /** Why a request was refused. */
  public enum Refusal {
    /** Its Host is a name that is not ours: a name that somebody else has pointed here. */
    HOST,
    /** It would change something and comes from another site's page. */
    ORIGIN,
    /** It would change something and is no JSON. */
    CONTENT_TYPE,
    /** Its address has failed to log in a moment ago. */
    TOO_SOON,
    /** As many passwords were being checked as may be. */
    BUSY
  }

  private final LongAdder succeeded = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final Map<Refusal, LongAdder> refused = new EnumMap<>(Refusal.class);

  public HttpCounters() {
    for (Refusal refusal : Refusal.values()) {
      refused.put(refusal, new LongAdder());
    }
  }

  void countLogin(boolean success) {
    (success ? succeeded : failed).increment();
  }

  void countRefused(Refusal refusal) {
    Objects.requireNonNull(refused.get(refusal)).increment();
  }

  /** Requests whose password was right. */
  public long succeeded() {
    return succeeded.sum();
  }

  /** Requests whose password was wrong, or whose user there is not. */
  public long failed() {
    return failed.sum();
  }

  /** Requests that were refused unseen. */
  public long refused(Refusal refusal) {
    return Objects.requireNonNull(refused.get(refusal)).sum();
  }
}
