package org.jvirtd.observe.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.jvirtd.rpc.sasl.UserFile;
import org.springframework.test.context.DynamicPropertyRegistry;

/** Asks a daemon over HTTP, as somebody. */
public final class Asking {
  /** May change something. */
  public static final String OPERATOR = "olga";

  /** May read. */
  public static final String READER = "rita";

  private final HttpClient client = HttpClient.newHttpClient();
  private final int port;

  public Asking(int port) {
    this.port = port;
  }

  public static String password(String user) {
    return "the password of " + user;
  }

  /** Sockets and users of a daemon of a test's own. Returns the folder that they are in. */
  public static Path world(DynamicPropertyRegistry registry) throws IOException {
    Path folder = Files.createTempDirectory("jvirtd");
    folder.toFile().deleteOnExit();
    registry.add("jvirtd.listen.tcp.port", () -> 0);
    registry.add("jvirtd.listen.unix.directory", () -> folder);
    return folder;
  }

  public static Path users(Path folder) throws IOException {
    UserFile users = new UserFile(folder.resolve("users"));
    for (String name : List.of(OPERATOR, READER)) {
      users.put(name, password(name).toCharArray());
    }
    return users.path();
  }

  /** A request that is good by itself: of JSON where there is a body. */
  public HttpRequest.Builder request(String method, String path, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    return body.isEmpty() ? request : request.header("Content-Type", "application/json");
  }

  public static HttpRequest.Builder as(String user, HttpRequest.Builder request) {
    return as(user, password(user), request);
  }

  public static HttpRequest.Builder as(String user, String password, HttpRequest.Builder request) {
    String both = user + ":" + password;
    return request.header(
        "Authorization",
        "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)));
  }

  public HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  public HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request("GET", path, ""));
  }

  /** The status of a GET under a name that the JDK's client would not send. */
  public int statusOfHost(String host, String path) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String request =
          "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(path, host);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      return Integer.parseInt(answer.split(" ", 3)[1]);
    }
  }
}
