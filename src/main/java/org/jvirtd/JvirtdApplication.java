package org.jvirtd;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The daemon as a Spring Boot application. */
@SpringBootApplication
public class JvirtdApplication {
  public static void main(String[] args) {
    TerminationSignals.obey(SpringApplication.run(JvirtdApplication.class, args));
  }
}
