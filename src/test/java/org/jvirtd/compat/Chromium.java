package org.jvirtd.compat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A headless Chromium, which is told what to do in its DevTools protocol: JSON over a WebSocket,
 * for which the JDK has all that it takes.
 */
final class Chromium implements AutoCloseable {
  static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern ADDRESS = Pattern.compile("DevTools listening on (ws://\\S+)");

  private final Process process;
  private final Path profile;
  private final Socket socket;

  private Chromium(Process process, Path profile, Socket socket) {
    this.process = process;
    this.profile = profile;
    this.socket = socket;
  }

  static Chromium start() {
    try {
      Path profile = Files.createTempDirectory("chromium");
      Process process =
          new ProcessBuilder(
                  Peer.CHROMIUM.path(),
                  "--headless=new",
                  // Root has no sandbox; what it shows is ours.
                  "--no-sandbox",
                  "--disable-gpu",
                  "--disable-dev-shm-usage",
                  "--disable-background-networking",
                  "--disable-component-update",
                  "--disable-sync",
                  "--disable-extensions",
                  "--no-first-run",
                  "--hide-scrollbars",
                  "--user-data-dir=" + profile,
                  "--remote-debugging-port=0",
                  "about:blank")
              .redirectErrorStream(true)
              .start();
      var socket = new Socket();
      HttpClient.newHttpClient()
          .newWebSocketBuilder()
          .buildAsync(address(process), socket)
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      return new Chromium(process, profile, socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  /** Where it listens, as it says; what it says after that is read and forgotten. */
  private static URI address(Process process)
      throws InterruptedException, ExecutionException, TimeoutException {
    var found = new CompletableFuture<URI>();
    Thread.ofVirtual()
        .start(() -> {
          var said = new StringBuilder();
          try (var out =
              new BufferedReader(
                  new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
              Matcher address = ADDRESS.matcher(line);
              if (address.find()) {
                found.complete(URI.create(address.group(1)));
              } else if (!found.isDone()) {
                said.append(line).append('\n');
              }
            }
            found.completeExceptionally(new AssertionError("chromium has ended:\n" + said));
          } catch (IOException e) {
            found.completeExceptionally(e);
          }
        });
    return found.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** A new tab, in a window of its own profile's. */
  Tab open() {
    String target =
        socket
            .call("", "Target.createTarget", Map.of("url", "about:blank"))
            .get("targetId")
            .asString();
    String session =
        socket
            .call("", "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
            .get("sessionId")
            .asString();
    return new Tab(socket, target, session);
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Folders.deleteTree(profile);
  }

  /** The WebSocket: commands and their answers, and events by session. */
  static final class Socket implements WebSocket.Listener {
    private final CompletableFuture<WebSocket> opened = new CompletableFuture<>();
    private final AtomicInteger last = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final Map<String, BiConsumer<String, JsonNode>> listeners = new ConcurrentHashMap<>();
    private final StringBuilder partial = new StringBuilder();
    private final Object sending = new Object();

    @Override
    public void onOpen(WebSocket socket) {
      opened.complete(socket);
      socket.request(1);
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean isLast) {
      partial.append(data);
      if (isLast) {
        JsonNode message = JSON.readTree(partial.toString());
        partial.setLength(0);
        take(message);
      }
      socket.request(1);
      return CompletableFuture.completedStage(null);
    }

    private void take(JsonNode message) {
      if (message.has("id")) {
        CompletableFuture<JsonNode> answer = answers.remove(message.get("id").asInt());
        if (answer == null) {
          return;
        }
        if (message.has("error")) {
          answer.completeExceptionally(new AssertionError(message.get("error").toString()));
        } else {
          answer.complete(message.get("result"));
        }
      } else {
        String session = message.path("sessionId").asString("");
        listeners
            .getOrDefault(session, (method, params) -> {})
            .accept(message.get("method").asString(), message.get("params"));
      }
    }

    void listen(String session, BiConsumer<String, JsonNode> listener) {
      listeners.put(session, listener);
    }

    JsonNode call(String session, String method, Map<String, ?> params) {
      int id = last.incrementAndGet();
      var answer = new CompletableFuture<JsonNode>();
      answers.put(id, answer);
      var message = new HashMap<String, Object>();
      message.put("id", id);
      message.put("method", method);
      message.put("params", params);
      if (!session.isEmpty()) {
        message.put("sessionId", session);
      }
      try {
        synchronized (sending) {
          opened
              .join()
              .sendText(JSON.writeValueAsString(message), true)
              .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      } catch (InterruptedException | ExecutionException | TimeoutException e) {
        throw new AssertionError(method + ": " + e, e);
      }
    }
  }

  /** A tab, which remembers all that a page should not do. */
  static final class Tab implements AutoCloseable {
    private final Socket socket;
    private final String target;
    private final String session;
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    Tab(Socket socket, String target, String session) {
      this.socket = socket;
      this.target = target;
      this.session = session;
      socket.listen(session, this::onEvent);
      for (String domain : List.of("Page", "Runtime", "Log", "Network", "Audits")) {
        call(domain + ".enable", Map.of());
      }
    }

    private void onEvent(String method, JsonNode params) {
      switch (method) {
        case "Network.requestWillBeSent" ->
            requests.add(params.get("request").get("url").asString());
        case "Runtime.exceptionThrown" -> complaints.add(params.get("exceptionDetails").toString());
        case "Runtime.consoleAPICalled" -> complaints.add("console: " + params.get("args"));
        case "Log.entryAdded" -> {
          JsonNode entry = params.get("entry");
          complaints.add(
              entry.path("source").asString("") + ": " + entry.path("text").asString(""));
        }
        case "Audits.issueAdded" -> complaints.add("issue: " + params.get("issue"));
        default -> {}
      }
    }

    /** Errors, warnings, whatever is on the console, and violations of the page's policy. */
    List<String> complaints() {
      return List.copyOf(complaints);
    }

    void forgetComplaints() {
      complaints.clear();
    }

    /** The addresses of all that was asked for. */
    List<String> requests() {
      return List.copyOf(requests);
    }

    JsonNode call(String method, Map<String, ?> params) {
      return socket.call(session, method, params);
    }

    /** Shows a page, in front of all other tabs: one behind would hold itself to be hidden. */
    void go(String url) {
      call("Page.bringToFront", Map.of());
      call("Page.navigate", Map.of("url", url));
    }

    /** The value of an expression, whose promise is waited for. */
    JsonNode value(String expression) {
      JsonNode answer =
          call(
              "Runtime.evaluate",
              Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
      if (answer.has("exceptionDetails")) {
        throw new AssertionError(expression + ": " + answer.get("exceptionDetails"));
      }
      return answer.get("result").path("value");
    }

    /** What a user reads in an element: nothing while it is hidden. */
    String text(String selector) {
      return value(
              "(e => e?.checkVisibility() ? e.innerText : '')(document.querySelector(%s))"
                  .formatted(quoted(selector)))
          .asString("");
    }

    void click(String selector) {
      value("document.querySelector(" + quoted(selector) + ").click()");
    }

    /** Presses a key that has no character. */
    void press(String key, int code, boolean shift) {
      for (String type : List.of("rawKeyDown", "keyUp")) {
        call(
            "Input.dispatchKeyEvent",
            Map.of(
                "type", type,
                "key", key,
                "code", key,
                "windowsVirtualKeyCode", code,
                "modifiers", shift ? 8 : 0));
      }
    }

    /** Presses Enter, which is a character too. */
    void enter() {
      var down = Map.of("key", "Enter", "code", "Enter", "windowsVirtualKeyCode", 13, "text", "\r");
      var withType = new HashMap<String, Object>(down);
      withType.put("type", "keyDown");
      call("Input.dispatchKeyEvent", withType);
      withType.put("type", "keyUp");
      withType.remove("text");
      call("Input.dispatchKeyEvent", withType);
    }

    void size(int width, int height, boolean mobile) {
      call(
          "Emulation.setDeviceMetricsOverride",
          Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", mobile));
    }

    /**
     * @param scheme light or dark
     */
    void prefer(String scheme, boolean lessMotion) {
      call(
          "Emulation.setEmulatedMedia",
          Map.of(
              "features",
              List.of(
                  Map.of("name", "prefers-color-scheme", "value", scheme),
                  Map.of(
                      "name",
                      "prefers-reduced-motion",
                      "value",
                      lessMotion ? "reduce" : "no-preference"))));
    }

    /** A picture of the whole page. */
    byte[] picture() {
      return picture(true);
    }

    /** A picture of what can be seen without scrolling. */
    byte[] firstScreen() {
      return picture(false);
    }

    private byte[] picture(boolean whole) {
      String png =
          call("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", whole))
              .get("data")
              .asString();
      return Base64.getDecoder().decode(png);
    }

    private static String quoted(String text) {
      return JSON.writeValueAsString(text);
    }

    @Override
    public void close() {
      socket.call("", "Target.closeTarget", Map.of("targetId", target));
    }
  }
}
