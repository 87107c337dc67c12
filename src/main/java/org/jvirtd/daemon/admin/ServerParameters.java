package org.jvirtd.daemon.admin;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.ErrorDomain;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.protocol.TypedParameter;
import org.jvirtd.protocol.TypedValue;
import org.jvirtd.protocol.admin.AdminParameters.ClientLimits;
import org.jvirtd.protocol.admin.AdminParameters.ThreadPool;
import org.jvirtd.rpc.Server;
import org.jvirtd.worker.WorkerLimits;
import org.jvirtd.worker.WorkerPool;
import org.jvirtd.worker.WorkerPoolStats;

/** A server's workers and client limits as typed parameters, in libvirt's order. */
final class ServerParameters {
  private ServerParameters() {}

  static List<TypedParameter> ofWorkers(WorkerPoolStats stats) {
    return List.of(
        TypedParameter.ofUnsigned(ThreadPool.WORKERS_MIN, stats.limits().min()),
        TypedParameter.ofUnsigned(ThreadPool.WORKERS_MAX, stats.limits().max()),
        TypedParameter.ofUnsigned(ThreadPool.WORKERS_CURRENT, stats.workers()),
        TypedParameter.ofUnsigned(ThreadPool.WORKERS_FREE, stats.idle()),
        TypedParameter.ofUnsigned(ThreadPool.WORKERS_PRIORITY, stats.priorityWorkers()),
        TypedParameter.ofUnsigned(ThreadPool.JOB_QUEUE_DEPTH, stats.queued()));
  }

  /**
   * @throws LibvirtException if a parameter is unknown, comes twice, has another type, or the pool
   *     cannot be so
   */
  static void setWorkers(WorkerPool workers, List<TypedParameter> params) {
    check(params, ThreadPool.WORKERS_MIN, ThreadPool.WORKERS_MAX, ThreadPool.WORKERS_PRIORITY);
    WorkerLimits now = workers.stats().limits();
    int min = number(params, ThreadPool.WORKERS_MIN, now.min());
    int max = number(params, ThreadPool.WORKERS_MAX, now.max());
    if (min > max) {
      throw invalid("minWorkers cannot be larger than maxWorkers");
    }
    if (max == 0) {
      throw invalid("maxWorkers must not be switched from zero to non-zero and vice versa");
    }
    try {
      workers.resize(
          new WorkerLimits(min, max, number(params, ThreadPool.WORKERS_PRIORITY, now.priority())));
    } catch (IllegalArgumentException e) {
      throw invalid(String.valueOf(e.getMessage()));
    }
  }

  static List<TypedParameter> ofClients(Server server) {
    return List.of(
        TypedParameter.ofUnsigned(ClientLimits.MAX, server.limits().max()),
        TypedParameter.ofUnsigned(ClientLimits.CURRENT, server.connectionCount()),
        TypedParameter.ofUnsigned(ClientLimits.UNAUTH_MAX, server.limits().maxAnonymous()),
        TypedParameter.ofUnsigned(ClientLimits.UNAUTH_CURRENT, server.anonymousCount()));
  }

  /**
   * @throws LibvirtException if a parameter is unknown, comes twice, has another type, or is out of
   *     its range
   */
  static void setClients(Server server, List<TypedParameter> params) {
    check(params, ClientLimits.MAX, ClientLimits.UNAUTH_MAX);
    var now = server.limits();
    int max = number(params, ClientLimits.MAX, now.max());
    int anonymous = number(params, ClientLimits.UNAUTH_MAX, now.maxAnonymous());
    if (max < anonymous) {
      // libvirt has the two the wrong way round in its text.
      throw invalid(
          "The overall maximum number of clients waiting for authentication must not be less than"
              + " the overall maximum number of clients");
    }
    try {
      server.update(now.withClients(max, anonymous));
    } catch (IllegalArgumentException e) {
      throw invalid(String.valueOf(e.getMessage()));
    }
  }

  /** What is beyond the range of an int is as good as no limit. */
  private static int number(List<TypedParameter> params, String field, int otherwise) {
    return params.stream()
        .filter(param -> param.field().equals(field))
        .mapToInt(param -> (int) Math.min(param.longValue(), Integer.MAX_VALUE))
        .findFirst()
        .orElse(otherwise);
  }

  /** As libvirt checks them: in the order of their names, the first fault counts. */
  private static void check(List<TypedParameter> params, String... known) {
    Set<String> supported = Set.of(known);
    Set<String> seen = new HashSet<>();
    List<TypedParameter> unknown = new ArrayList<>();
    for (TypedParameter param :
        params.stream().sorted(Comparator.comparing(TypedParameter::field)).toList()) {
      String field = param.field();
      if (!supported.contains(field)) {
        unknown.add(param);
      } else if (!seen.add(field)) {
        throw invalid("parameter '%s' occurs multiple times".formatted(field));
      } else if (!(param.value() instanceof TypedValue.UnsignedIntValue)) {
        throw invalid(
            "invalid type '%s' for parameter '%s', expected 'uint'"
                .formatted(type(param.value()), field));
      }
    }
    if (!unknown.isEmpty()) {
      throw LibvirtException.of(
          ErrorCode.ARGUMENT_UNSUPPORTED,
          ErrorDomain.NONE,
          "parameter '%s' not supported".formatted(unknown.getFirst().field()));
    }
  }

  /** libvirt's words for the types. */
  private static String type(TypedValue value) {
    return switch (value) {
      case TypedValue.IntValue _ -> "int";
      case TypedValue.UnsignedIntValue _ -> "uint";
      case TypedValue.LongValue _ -> "llong";
      case TypedValue.UnsignedLongValue _ -> "ullong";
      case TypedValue.DoubleValue _, TypedValue.BooleanValue _, TypedValue.StringValue _ ->
          value.getClass().getSimpleName().replace("Value", "").toLowerCase(Locale.ROOT);
    };
  }

  private static LibvirtException invalid(String detail) {
    return LibvirtException.of(ErrorCode.INVALID_ARG, ErrorDomain.NONE, detail);
  }
}
