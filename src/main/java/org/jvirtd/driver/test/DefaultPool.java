package org.jvirtd.driver.test;

import java.util.UUID;
import org.jvirtd.driver.storage.PoolDefinition;
import org.jvirtd.driver.storage.StoragePoolXml;

/** The pool that {@code test:///default} begins with: the one of libvirt's test driver. */
final class DefaultPool {
  private static final String XML =
      """
      <pool type='dir'>
        <name>default-pool</name>
        <uuid>dfe224cb-28fb-8dd0-c4b2-64eb3f0f4566</uuid>
        <target>
          <path>/default-pool</path>
        </target>
      </pool>
      """;

  private DefaultPool() {}

  static PoolDefinition definition() {
    return StoragePoolXml.parse(XML, false, UUID::randomUUID);
  }
}
