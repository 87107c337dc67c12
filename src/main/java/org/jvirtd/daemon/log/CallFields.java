package org.jvirtd.daemon.log;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.status.StatusListener;
import ch.qos.logback.core.status.StatusManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.jvirtd.rpc.CallId;
import org.slf4j.spi.MDCAdapter;

/**
 * Has each line that is logged on a worker carry the call that the worker is on, as Logback's
 * mapped context: patterns write it with {@code %X{call}}, structured formats as fields.
 *
 * <p>The fields are made when a line is written and asks for them. A call that logs nothing pays
 * nothing: nobody puts anything into the context or takes it out.
 */
final class CallFields extends LogbackMDCAdapter {
  private final MDCAdapter own;

  private CallFields(MDCAdapter own) {
    this.own = own;
  }

  /** What others put into the context stays there. Doing it twice changes nothing. */
  static void install(LoggerContext context) {
    MDCAdapter adapter = context.getMDCAdapter();
    if (adapter == null || adapter instanceof CallFields) {
      return;
    }
    // Logback warns of a second adapter, to listeners that print it; it is what is wanted here.
    StatusManager statuses = context.getStatusManager();
    List<StatusListener> listeners = statuses.getCopyOfStatusListenerList();
    listeners.forEach(statuses::remove);
    context.setMDCAdapter(new CallFields(adapter));
    listeners.forEach(statuses::add);
  }

  @Override
  public Map<String, String> getPropertyMap() {
    return getCopyOfContextMap();
  }

  @Override
  public Map<String, String> getCopyOfContextMap() {
    Map<String, String> fields = own.getCopyOfContextMap();
    CallId call = CallId.current();
    if (call == null) {
      return fields == null ? Map.of() : fields;
    }
    Map<String, String> all = fields == null ? new HashMap<>() : new HashMap<>(fields);
    all.put("call", call.text());
    all.put("client", Long.toString(call.client()));
    all.put("serial", Integer.toUnsignedString(call.serial()));
    all.put("program", call.program());
    all.put("procedure", call.procedure());
    all.putAll(call.traceFields());
    return all;
  }

  // What is put in goes where SLF4J's own context is.

  @Override
  public void put(String key, @Nullable String value) {
    own.put(key, value);
  }

  @Override
  public @Nullable String get(String key) {
    return own.get(key);
  }

  @Override
  public void remove(String key) {
    own.remove(key);
  }

  @Override
  public void clear() {
    own.clear();
  }
}
