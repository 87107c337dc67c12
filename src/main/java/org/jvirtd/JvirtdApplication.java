package org.jvirtd;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.metrics.TomcatMetricsAutoConfiguration;

/**
 * The daemon as a Spring Boot application. It does without the thread pool that Spring Boot would
 * make for tasks, as it has none, and without Tomcat's meters, which count HTTP sessions, as there
 * are none.
 */
@SpringBootApplication(
    exclude = {TaskExecutionAutoConfiguration.class, TomcatMetricsAutoConfiguration.class})
public class JvirtdApplication {
  public static void main(String[] args) {
    if (args.length > 0 && args[0].equals(UserCommand.NAME)) {
      UserCommand command =
          new UserCommand(
              System.in,
              new PrintStream(new FileOutputStream(FileDescriptor.out), true),
              new PrintStream(new FileOutputStream(FileDescriptor.err), true),
              System.console());
      System.exit(command.run(List.of(args).subList(1, args.length)));
    }
    TerminationSignals.obey(SpringApplication.run(JvirtdApplication.class, args));
  }
}
