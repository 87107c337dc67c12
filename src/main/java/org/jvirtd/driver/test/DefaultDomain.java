package org.jvirtd.driver.test;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jvirtd.driver.domain.DomainDefinition;
import org.jvirtd.driver.domain.DomainXml;
import org.jvirtd.driver.domain.ParseOptions;

/** The domain that {@code test:///default} begins with: the one of libvirt's test driver. */
public final class DefaultDomain {

  private static final String RESOURCE = "default-domain.xml";

  private DefaultDomain() {}

  /** Reads it, as any definition is read. */
  public static DomainDefinition definition() {
    try (InputStream in = DefaultDomain.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + RESOURCE + " is missing");
      }
      String xml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return DomainXml.parse(xml, ParseOptions.testDriver());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
