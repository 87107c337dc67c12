package org.jvirtd.compat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A way to a port that a test can cut, as a network that goes away does. */
final class Detour implements AutoCloseable {
  private final int target;
  private final int port;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private ServerSocket listener;

  private Detour(int target, ServerSocket listener) {
    this.target = target;
    this.listener = listener;
    this.port = listener.getLocalPort();
    accept(listener);
  }

  static Detour to(int target) {
    try {
      return new Detour(target, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return port;
  }

  /** Cuts all connections, and lets none in. */
  void cut() {
    try {
      listener.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets connections in again. */
  void mend() {
    try {
      listener = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
      accept(listener);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept(ServerSocket from) {
    Thread.ofVirtual()
        .start(() -> {
          try {
            while (true) {
              Socket near = from.accept();
              Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
              sockets.add(near);
              sockets.add(far);
              pass(near, far);
              pass(far, near);
            }
          } catch (IOException e) {
            // Cut, or the far end is gone: there is no way any more.
            return;
          }
        });
  }

  private static void pass(Socket from, Socket to) {
    Thread.ofVirtual()
        .start(() -> {
          try (from;
              to) {
            from.getInputStream().transferTo(to.getOutputStream());
          } catch (IOException e) {
            return;
          }
        });
  }

  @Override
  public void close() {
    cut();
  }
}
