package org.jvirtd.compat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * What the daemon does with frames that are wrong: the same as the real one, case by case; after
 * each it still serves.
 */
@WithRig
@NeedsPeer(Peer.LIBVIRTD)
class GarbageIsAnsweredAlikeIT {
  /**
   * Where ours does better than the real one: the case's name and our answer in full. Each is
   * explained in docs/protocol.md.
   */
  private static final Map<String, String> BETTER =
      Map.of(
          "call, then FIN",
          "ok reply: prog 20008086 proc 157 type 1 serial 77 status 0 and 8 bytes");

  private static final Duration SILENCE = Duration.ofMillis(1500);

  @Test
  void caseByCase(Rig rig) throws Exception {
    List<String> real = answers(rig.real());
    List<String> subject = answers(rig.subject());

    var differences = new ArrayList<Difference>();
    List<GarbageCase> cases = GarbageCase.all();
    for (int i = 0; i < cases.size(); i++) {
      String name = cases.get(i).name();
      String wanted = rig.subjectIsOurs() ? BETTER.getOrDefault(name, real.get(i)) : real.get(i);
      if (!subject.get(i).equals(wanted)) {
        differences.add(new Difference("garbage", name, real.get(i), subject.get(i)));
      }
    }
    assertThat(differences).isEmpty();
  }

  @Test
  void theRealDaemonsAnswersAreNotAllOfAKind(Rig rig) throws Exception {
    List<String> answers = answers(rig.real());

    assertThat(answers).anyMatch(a -> a.startsWith("closed"));
    assertThat(answers).anyMatch(a -> a.startsWith("silence; usable"));
    assertThat(answers).anyMatch(a -> a.startsWith("error reply"));
    assertThat(answers).anyMatch(a -> a.startsWith("ok reply"));
  }

  private static List<String> answers(DaemonUnderTest daemon) throws Exception {
    // Cases that end in silence take their time, so all run side by side.
    try (var _ = World.fresh(daemon);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<String>> tries =
          GarbageCase.all().stream().<Callable<String>>map(c -> () -> attempt(daemon, c)).toList();
      var answers = new ArrayList<String>();
      for (Future<String> answer : threads.invokeAll(tries)) {
        answers.add(answer.get());
      }
      return answers;
    }
  }

  private static String attempt(DaemonUnderTest daemon, GarbageCase garbage) {
    String answer;
    try (var client = RawClient.connect(daemon.tcpPort())) {
      if (garbage.stage() != GarbageCase.Stage.CONNECTED) {
        client.authenticate();
      }
      if (garbage.stage() == GarbageCase.Stage.OPENED) {
        client.open("test:///default");
      }
      send(client, garbage);
      answer = describe(client, garbage, client.hear(SILENCE));
    }
    return answer + (RawClient.answers(daemon.tcpPort()) ? "" : "; NEW CLIENTS NOT SERVED");
  }

  private static void send(RawClient client, GarbageCase garbage) {
    byte[] bytes = garbage.bytes().get();
    if (garbage.how() == GarbageCase.How.BYTE_BY_BYTE) {
      for (byte b : bytes) {
        client.send(b);
      }
    } else {
      client.send(bytes);
    }
    if (garbage.how() == GarbageCase.How.THEN_FIN) {
      client.shutdownOutput();
    }
  }

  private static String describe(RawClient client, GarbageCase garbage, RawClient.Heard heard) {
    String what =
        switch (heard) {
          case RawClient.Closed _ -> name(heard);
          case RawClient.Silence _ -> "silence";
          case RawClient.Nonsense(int length) -> "nonsense of length " + length;
          case RawClient.Frame frame -> (frame.ok() ? "ok reply: " : "error reply: ") + frame;
        };
    if (heard instanceof RawClient.Closed || garbage.how() == GarbageCase.How.THEN_FIN) {
      return what;
    }
    var proof = client.converse(RawFrame.call(RawFrame.AUTH_LIST, 78));
    boolean usable = proof instanceof RawClient.Frame f && f.ok() && f.serial() == 78;
    return what + (usable ? "; usable" : "; not usable: " + name(proof));
  }

  private static String name(RawClient.Heard heard) {
    // Whether bytes of ours were still unread at the close is a matter of a moment.
    return heard instanceof RawClient.Closed ? "closed" : heard.toString();
  }
}
