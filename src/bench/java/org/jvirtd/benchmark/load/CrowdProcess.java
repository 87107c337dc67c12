package org.jvirtd.benchmark.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Holds idle connections: reads how many from standard input, and answers when they are open. */
final class CrowdProcess {
  private static final int OPENED_AT_A_TIME = 32;

  /** A handshake has a time limit, which many at a time would exceed on a busy machine. */
  private static final int SECURED_AT_A_TIME = 4;

  private final Address address;
  private final List<BlockingClient> held = new ArrayList<>();

  private CrowdProcess(Address address) {
    this.address = address;
  }

  public static void main(String[] args) throws Exception {
    var crowd = new CrowdProcess(Address.of(args[0]));
    try (var commands =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        ExecutorService openers = Executors.newFixedThreadPool(crowd.openedAtATime())) {
      for (String line = commands.readLine(); line != null; line = commands.readLine()) {
        crowd.growTo(Integer.parseInt(line), openers);
        System.out.println(crowd.held.size());
      }
    }
  }

  private int openedAtATime() {
    return address.tls() == null ? OPENED_AT_A_TIME : SECURED_AT_A_TIME;
  }

  private void growTo(int wanted, ExecutorService openers) throws Exception {
    List<Callable<BlockingClient>> missing = new ArrayList<>();
    for (int i = held.size(); i < wanted; i++) {
      missing.add(this::opened);
    }
    for (Future<BlockingClient> opened : openers.invokeAll(missing)) {
      held.add(opened.get());
    }
  }

  private BlockingClient opened() throws IOException {
    return BlockingClient.open(address);
  }
}
