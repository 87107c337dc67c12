package org.jvirtd.benchmark.server;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Predicate;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** The threads of another JVM of this machine and user, asked through its management agent. */
final class JavaThreads {
  private JavaThreads() {}

  /**
   * Bytes of heap that the threads with such a name have allocated so far. What asking costs, other
   * threads allocate.
   */
  @SuppressWarnings("BanJNDI") // it asks a child of ours
  static long allocatedBytes(long pid, Predicate<String> named) throws IOException {
    try (var connector = JMXConnectorFactory.connect(agent(pid))) {
      ThreadMXBean threads =
          ManagementFactory.newPlatformMXBeanProxy(
              connector.getMBeanServerConnection(),
              ManagementFactory.THREAD_MXBEAN_NAME,
              ThreadMXBean.class);
      long[] ids =
          Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
              .filter(Objects::nonNull) // it has ended meanwhile
              .filter(thread -> named.test(thread.getThreadName()))
              .mapToLong(ThreadInfo::getThreadId)
              .toArray();
      return Arrays.stream(threads.getThreadAllocatedBytes(ids)).filter(bytes -> bytes > 0).sum();
    }
  }

  private static JMXServiceURL agent(long pid) throws IOException {
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
      try {
        return new JMXServiceURL(machine.startLocalManagementAgent());
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException e) {
      throw new IOException(e);
    }
  }
}
