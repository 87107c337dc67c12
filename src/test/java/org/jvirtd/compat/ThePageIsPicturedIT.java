package org.jvirtd.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.jvirtd.observe.HangingDriver;

/**
 * Takes pictures of the page into target/page: light and dark, wide and narrow, idle and under
 * load. With {@code -Djvirtd.pictures=docs/images} those of the documentation are made anew.
 */
@NeedsPeer(Peer.CHROMIUM)
class ThePageIsPicturedIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int CROWD = 700;
  private static final int GET_CAPABILITIES = 7;
  private static final int GET_HOSTNAME = 59;

  /** Where its pictures lie, for which the charts have more to show; null if they are to stay. */
  private static final @Nullable String DOCUMENTATION = System.getProperty("jvirtd.pictures");

  /** Larger files are not for a repository. */
  private static final int MOST_BYTES = 300_000;

  private final List<AutoCloseable> toClose = new ArrayList<>();

  @AfterEach
  void everythingEnds() throws Exception {
    for (AutoCloseable one : toClose.reversed()) {
      one.close();
    }
  }

  @Test
  void ofAnIdleDaemonAndOfOneUnderLoad() throws IOException {
    Chromium chromium = open(Chromium.start());
    Jvirtd daemon =
        open(
            Jvirtd.start(
                List.of(HangingDriver.Beans.class),
                "jvirtd.page.interval=100ms",
                "jvirtd.calls.slow=2s"));
    Chromium.Tab tab = open(chromium.open());

    show(tab, daemon);
    picture(tab, "idle");
    load(daemon);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          assertThat(tab.text("#verdict-word")).isEqualTo("Trouble");
          assertThat(tab.text("#top-rows")).contains("5 of 5");
        });
    picture(tab, "load");
    assertThat(tab.complaints()).isEmpty();
  }

  private static void show(Chromium.Tab tab, Jvirtd daemon) {
    tab.size(1600, 1000, false);
    tab.go("http://127.0.0.1:" + ThePageIT.httpPort(daemon) + "/");
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(tab.text("#seen")).startsWith("As of"));
  }

  /** A crowd of clients, some that work, one whose calls hang, and a world with a dozen domains. */
  private void load(Jvirtd daemon) throws IOException {
    HangingDriver hanging = daemon.context().getBean(HangingDriver.class);
    toClose.add(hanging::letGo);
    for (int i = 0; i < CROWD; i++) {
      open(RawClient.connect(daemon.tcpPort()));
    }
    WireHypervisor hypervisor = open(WireHypervisor.open(daemon));
    var names = List.of("web-1", "web-2", "web-3", "db-1", "db-2", "cache", "mail", "ci-1", "ci-2");
    for (String name : names) {
      var domain = hypervisor.procedures().domainDefineXml(ThePageIT.xml(name));
      if (!name.equals("ci-2")) {
        hypervisor.procedures().domainCreate(domain);
      }
      if (name.equals("mail")) {
        hypervisor.procedures().domainSuspend(domain);
      }
    }
    RawClient holder = open(RawClient.connect(daemon.tcpPort()).authenticate().open("hang:///x"));
    holder.send(RawFrame.call(GET_HOSTNAME, holder.nextSerial()).bytes());
    await().atMost(PATIENCE).until(hanging::isHeld);
    RawClient waiter = open(RawClient.connect(daemon.tcpPort()).authenticate().open("hang:///x"));
    for (int call = 0; call < 9; call++) {
      waiter.send(RawFrame.call(GET_CAPABILITIES, waiter.nextSerial()).bytes());
    }
    RawLoad work =
        open(
            RawLoad.connect(
                daemon.tcpPort(),
                12,
                2,
                RawFrame.call(RawFrame.DOMAIN_LOOKUP_BY_NAME, 0).string("web-1").bytes()));
    work.run(Duration.ZERO, Duration.ofSeconds(DOCUMENTATION == null ? 1 : 8));
    var whilePictured = Duration.ofSeconds(DOCUMENTATION == null ? 8 : 25);
    Thread working = Thread.ofPlatform().start(() -> work.run(Duration.ZERO, whilePictured));
    toClose.add(working::join);
  }

  private static void picture(Chromium.Tab tab, String what) throws IOException {
    for (String theme : List.of("light", "dark")) {
      for (int width : new int[] {1600, 390}) {
        tab.prefer(theme, true);
        tab.size(width, width == 1600 ? 1000 : 844, width == 390);
        // The canvas is painted when its size is known, and with the next snapshot.
        tab.value("new Promise(r => setTimeout(r, 400))");
        String shape = width == 1600 ? "wide" : "narrow";
        write(
            Path.of("target", "page"),
            "page-%s-%s-%s".formatted(what, theme, shape),
            tab.picture());
        if (DOCUMENTATION != null && what.equals("load") && width == 1600) {
          byte[] first = tab.firstScreen();
          assertThat(first.length).isLessThan(MOST_BYTES);
          write(Path.of(DOCUMENTATION), "page-" + theme, first);
        }
      }
    }
    tab.size(1600, 1000, false);
  }

  private static void write(Path folder, String name, byte[] png) throws IOException {
    assertThat(png.length).as(name).isGreaterThan(10_000);
    Files.createDirectories(folder);
    Files.write(folder.resolve(name + ".png"), png);
  }

  private <T extends AutoCloseable> T open(T one) {
    toClose.add(one);
    return one;
  }
}
