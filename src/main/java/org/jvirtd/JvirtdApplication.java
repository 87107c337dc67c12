package org.jvirtd;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The daemon as a Spring Boot application. */
@SpringBootApplication
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
