package org.jvirtd.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvirtd.observe.HangingDriver;
import org.jvirtd.rpc.sasl.UserFile;

/** What somebody sees who opens the page in a browser. */
@NeedsPeer(Peer.CHROMIUM)
class ThePageIT {
  private static final int GET_HOSTNAME = 59;
  private static final int GET_CAPABILITIES = 7;
  private static final int TAB_KEY = 9;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static Chromium chromium;
  private static Jvirtd daemon;
  private static HangingDriver hanging;

  private final List<AutoCloseable> toClose = new ArrayList<>();
  private Chromium.Tab tab;

  @BeforeAll
  static void open() {
    chromium = Chromium.start();
    daemon =
        Jvirtd.start(
            List.of(HangingDriver.Beans.class),
            "jvirtd.page.interval=200ms",
            "jvirtd.calls.slow=1s",
            "jvirtd.workers.max=8");
    hanging = daemon.context().getBean(HangingDriver.class);
  }

  @AfterAll
  static void close() {
    if (daemon != null) {
      daemon.close();
    }
    if (chromium != null) {
      chromium.close();
    }
  }

  @BeforeEach
  void newTab() {
    tab = chromium.open();
    tab.size(1600, 1000, false);
  }

  @AfterEach
  void everybodyLeaves() throws Exception {
    hanging.letGo();
    for (AutoCloseable one : toClose) {
      one.close();
    }
    tab.close();
    await().atMost(PATIENCE).until(() -> daemon.daemon().server().connectionCount() == 0);
    hanging.arm();
  }

  @Test
  void itSaysThatAllIsWellAndHowToConnectWhileNobodyIs() {
    goLive(daemon);

    // The loop may have been late while all of this was starting.
    eventually("#verdict-word", "Well");
    assertThat(tab.text("#nobody"))
        .contains("Nobody is connected")
        .contains("virsh -c " + daemon.uri() + " list --all")
        .contains("libvirt-sock");
    assertThat(tab.text("#clients-total")).isEqualTo("0");
    assertThat(tab.text("#top-none")).isEqualTo("Nobody is connected.");
    assertThat(tab.text("#worlds-fine")).contains("no world is open");
    nothingIsWrong();
  }

  @Test
  void clientsDomainsAndEventsAppear() {
    goLive(daemon);
    WireHypervisor client = open(WireHypervisor.open(daemon));

    eventually("#clients-total", "1");
    assertThat(tab.text("#nobody")).isEmpty();
    eventuallyContains("#top-rows", "anonymous");
    eventuallyContains("#domains-list", "test");
    var domain = client.procedures().domainDefineXml(xml("web-1"));
    eventuallyContains("#domains-list", "web-1");
    eventuallyContains("#events-list", "web-1 defined, added");
    client.procedures().domainCreate(domain);
    eventuallyContains("#events-list", "web-1 started, booted");
    eventuallyContains("#worlds-fine", "2 running");
    nothingIsWrong();
  }

  @Test
  void aNameIsNeverMarkup() {
    goLive(daemon);
    WireHypervisor client = open(WireHypervisor.open(daemon));
    String hostile = "<img src=x onerror=alert(1)>\u202Egnp<script>";
    client.procedures().domainDefineXml(xml(hostile.replace("<", "&lt;").replace(">", "&gt;")));

    eventuallyContains("#domains-list", "<img src=x onerror=alert(1)>\uFFFDgnp<script>");
    eventuallyContains("#events-list", "<img src=x onerror=alert(1)>\uFFFDgnp<script> defined");
    assertThat(tab.value("document.querySelectorAll('main img, main script').length").asInt())
        .isZero();
    nothingIsWrong();
  }

  @Test
  void aCallThatHangsIsNamedWithItsClientAndWhatItWaitsFor() {
    goLive(daemon);
    RawClient holder = open(RawClient.connect(daemon.tcpPort()).authenticate().open("hang:///x"));
    RawClient waiter = open(RawClient.connect(daemon.tcpPort()).authenticate().open("hang:///x"));
    holder.send(RawFrame.call(GET_HOSTNAME, holder.nextSerial()).bytes());
    await().atMost(PATIENCE).until(hanging::isHeld);
    for (int call = 0; call < 8; call++) {
      waiter.send(RawFrame.call(GET_CAPABILITIES, waiter.nextSerial()).bytes());
    }

    eventually("#verdict-word", "Trouble");
    eventuallyContains("#reasons", "connectGetHostname of client");
    eventuallyContains("#calls-rows", "connectGetCapabilities");
    eventuallyContains("#calls-rows", "waits for domain 'db-3', held by connectGetHostname");
    eventuallyContains("#calls-rows", "HangingDriver.held");
    // Five are under way, the others wait for room in the window.
    eventuallyContains("#top-rows", "5 of 5");
    eventuallyContains("#clients-fine", "3 parked");
    assertThat(tab.value("document.querySelectorAll('#slots .s3').length").asInt()).isPositive();
    nothingIsWrong();

    hanging.letGo();
    eventually("#calls-none", "No call takes longer than 0.1 s.");
    eventually("#verdict-word", "Well");
  }

  @Test
  void itSaysThatTheDaemonIsLostAndGoesOnWhenItIsBack() {
    try (Detour detour = Detour.to(httpPort(daemon))) {
      goLive(detour.port());
      detour.cut();
      eventually("#verdict-word", "Lost");
      assertThat(tab.text("#notice")).contains("No word from the daemon").contains("Try now");
      assertThat(tab.text("#link")).startsWith("Lost, last seen at");
      detour.mend();
      tab.click("#notice-button");
      eventually("#link", "Live");
      eventually("#verdict-word", "Well");
      assertThat(tab.text("#notice")).isEmpty();
    }
  }

  @Test
  void whereReadersLogInThePageComesWithAllItsFilesAndGoesLive(@TempDir Path folder)
      throws IOException {
    UserFile users = new UserFile(folder.resolve("users"));
    users.put("anna", "secret".toCharArray());
    Jvirtd other =
        Jvirtd.start(
            "jvirtd.page.interval=200ms",
            "jvirtd.http.reading=login",
            "jvirtd.http.users=" + users.path());
    try {
      tab.go("http://anna:secret@127.0.0.1:" + httpPort(other) + "/");
      eventually("#link", "Live");
    } finally {
      other.close();
    }
  }

  @Test
  void itShowsTheDaemonDrainAndStop() {
    Jvirtd other =
        Jvirtd.start(
            List.of(HangingDriver.Beans.class),
            "jvirtd.page.interval=200ms",
            "spring.lifecycle.timeout-per-shutdown-phase=20s");
    HangingDriver slow = other.context().getBean(HangingDriver.class);
    RawClient client = RawClient.connect(other.tcpPort()).authenticate().open("hang:///x");
    Thread stopping = Thread.ofVirtual().unstarted(other::close);
    try {
      goLive(other);
      client.send(RawFrame.call(GET_HOSTNAME, client.nextSerial()).bytes());
      await().atMost(PATIENCE).until(slow::isHeld);
      stopping.start();
      eventually("#verdict-word", "Stopping");
      eventuallyContains("#reasons", "1 call under way");
      slow.letGo();
      eventually("#verdict-word", "Stopped");
      assertThat(tab.text("#notice")).contains("The daemon has stopped");
      await().atMost(PATIENCE).until(() -> !stopping.isAlive());
      // It stays so, although nobody answers any more.
      eventuallyContains("#notice-button", "else in");
      assertThat(tab.text("#verdict-word")).isEqualTo("Stopped");
    } finally {
      slow.letGo();
      client.close();
      if (stopping.getState() == Thread.State.NEW) {
        other.close();
      }
    }
  }

  @Test
  void asManyWatchAsMay() throws IOException {
    Jvirtd other = Jvirtd.start("jvirtd.page.max-viewers=1", "jvirtd.page.interval=200ms");
    Jvirtd off = Jvirtd.start("jvirtd.page.max-viewers=0");
    try {
      URI stream = URI.create("http://127.0.0.1:" + httpPort(other) + "/live");
      try (InputStream first = stream.toURL().openStream()) {
        assertThat(first.read()).isEqualTo('e');
        tab.go("http://127.0.0.1:" + httpPort(other) + "/");
        eventuallyContains("#notice", "No place is free");
      }
      eventually("#link", "Live");
      tab.go("http://127.0.0.1:" + httpPort(off) + "/");
      eventuallyContains("#notice", "There is no live view");
    } finally {
      other.close();
      off.close();
    }
  }

  @Test
  void theKeyboardReachesEverything() {
    goLive(daemon);
    open(WireHypervisor.open(daemon));
    eventually("#clients-total", "1");
    tab.value("document.activeElement.blur()");

    var reached = new ArrayList<String>();
    for (int i = 0; i < 60; i++) {
      tab.press("Tab", TAB_KEY, false);
      String at =
          tab.value(
                  "(a => a === document.body ? '' : (a.id || a.className || a.textContent"
                      + " || a.getAttribute('aria-labelledby')) + ' ' +"
                      + " (getComputedStyle(a).outlineStyle))(document.activeElement)")
              .asString("");
      if (at.isEmpty()) {
        break;
      }
      reached.add(at);
    }
    int focusable =
        tab.value(
                "[...document.querySelectorAll('a[href], button, [tabindex=\"0\"]')]"
                    + ".filter(e => e.checkVisibility()).length")
            .asInt();
    assertThat(reached).first().asString().startsWith("skip");
    assertThat(reached).hasSize(focusable);
    assertThat(reached).allSatisfy(at -> assertThat(at).endsWith("solid"));

    // The keys do what the mouse does.
    tab.value("document.querySelector('#theme').focus()");
    tab.enter();
    assertThat(tab.text("#theme")).isEqualTo("Theme: light");
    tab.enter();
    assertThat(tab.text("#theme")).isEqualTo("Theme: dark");
    tab.value("document.querySelector('#pause').focus()");
    tab.enter();
    assertThat(tab.text("#link")).startsWith("Paused at");
    tab.enter();
    assertThat(tab.text("#link")).isEqualTo("Live");
    tab.value("localStorage.clear()");
    nothingIsWrong();
  }

  @Test
  void textKeepsItsContrastInBothThemes() {
    goLive(daemon);
    RawClient client = open(RawClient.connect(daemon.tcpPort()).authenticate().open("hang:///x"));
    open(WireHypervisor.open(daemon));
    client.send(RawFrame.call(GET_HOSTNAME, client.nextSerial()).bytes());
    eventually("#verdict-word", "Trouble");
    for (String theme : List.of("light", "dark")) {
      tab.value("document.documentElement.dataset.theme = '" + theme + "'");
      for (String level : List.of("well", "watch", "trouble", "stopping")) {
        String poor = tab.value(resource("contrast.js").replace("LEVEL", level)).asString("");
        assertThat(poor).as(theme + ", " + level).isEmpty();
      }
    }
    // That it would be found.
    tab.value("document.documentElement.style.setProperty('--soft', '#2b3a36')");
    assertThat(tab.value(resource("contrast.js").replace("LEVEL", "well")).asString(""))
        .contains("SMALL");
  }

  @Test
  void aStyleThatStandsInThePageIsRefusedAndNoticed() {
    goLive(daemon);
    tab.value("document.body.setAttribute('style', 'display: none')");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(tab.complaints())
                .anySatisfy(said ->
                    assertThat(said).contains("Content Security Policy").contains("style-src")));
    assertThat(tab.value("getComputedStyle(document.body).display").asString(""))
        .isEqualTo("block");
  }

  @Test
  void itFitsAPhone() {
    tab.size(360, 740, true);
    goLive(daemon);
    open(WireHypervisor.open(daemon));
    eventually("#clients-total", "1");
    assertThat(tab.value("document.documentElement.scrollWidth").asInt()).isLessThanOrEqualTo(360);
  }

  @Test
  void nothingMovesForThoseWhoWantThat() {
    tab.prefer("light", true);
    goLive(daemon);
    open(WireHypervisor.open(daemon));
    eventually("#clients-total", "1");
    assertThat(tab.value("document.getAnimations().length").asInt()).isZero();
  }

  // ---- What the tests are made of ----

  private <T extends AutoCloseable> T open(T one) {
    toClose.add(one);
    return one;
  }

  private void goLive(Jvirtd shown) {
    goLive(httpPort(shown));
  }

  private void goLive(int port) {
    tab.go("http://127.0.0.1:" + port + "/");
    eventually("#link", "Live");
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(tab.text("#seen")).startsWith("As of"));
  }

  static int httpPort(Jvirtd shown) {
    return Integer.parseInt(
        shown.context().getEnvironment().getRequiredProperty("local.server.port"));
  }

  private void eventually(String selector, String text) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(tab.text(selector).strip()).isEqualTo(text));
  }

  private void eventuallyContains(String selector, String text) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(tab.text(selector).replaceAll("\\s+", " ")).contains(text));
  }

  /** No error, nothing on the console, no violation of the policy, nothing from elsewhere. */
  private void nothingIsWrong() {
    assertThat(tab.complaints()).isEmpty();
    assertThat(tab.requests())
        .isNotEmpty()
        .allSatisfy(
            url -> assertThat(url).startsWith("http://127.0.0.1:" + httpPort(daemon) + "/"));
    String policy =
        tab.value("document.querySelector('meta[http-equiv=Content-Security-Policy]').content")
            .asString();
    assertThat(policy).contains("default-src 'none'").doesNotContain("unsafe");
  }

  private static String resource(String name) {
    try (var in = ThePageIT.class.getResourceAsStream("/page/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String xml(String name) {
    return "<domain type='test'><name>%s</name><memory>1024</memory><os><type>hvm</type></os></domain>"
        .formatted(name);
  }
}
