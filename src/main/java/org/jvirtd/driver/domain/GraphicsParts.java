package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.positive;
import static org.jvirtd.driver.xml.Values.text;
import static org.jvirtd.driver.xml.Values.yesNo;

import org.jvirtd.driver.xml.Schema;

/** What graphics devices of several kinds have. */
final class GraphicsParts {

  private GraphicsParts() {}

  static Schema kind() {
    return Schema.of("graphics").attribute("type", text());
  }

  static Schema audio() {
    return Schema.of("audio").required("id", positive());
  }

  static Schema gl() {
    return Schema.of("gl").required("enable", yesNo()).attribute("rendernode", text());
  }
}
