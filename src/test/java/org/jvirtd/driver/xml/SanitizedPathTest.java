package org.jvirtd.driver.xml;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Slashes that say nothing are left out of a pool's paths. */
class SanitizedPathTest {
  @ParameterizedTest
  @CsvSource({
    "/, /",
    "//, //",
    "///, /",
    "/a//b/, /a/b",
    "//a//b//, //a/b",
    "///a, /a",
    "a/, a",
    "gluster://h//v/, gluster://h//v/",
    "/x://y//, /x:/y",
    "'', ''",
  })
  void isAsLibvirtWritesIt(String path, String sanitized) {
    assertThat(SanitizedPath.of(path)).isEqualTo(sanitized);
  }
}
