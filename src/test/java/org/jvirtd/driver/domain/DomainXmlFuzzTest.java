package org.jvirtd.driver.domain;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.jvirtd.rpc.RpcException;

/** Whatever a client sends is a definition or an error reply. */
class DomainXmlFuzzTest {

  @FuzzTest(maxDuration = "60s")
  void anythingIsADefinitionOrAnErrorReply(byte[] sent) {
    String xml = new String(sent, java.nio.charset.StandardCharsets.UTF_8);
    DomainDefinition definition;
    try {
      definition = DomainXml.parse(xml, ParseOptions.testDriver());
    } catch (RpcException refused) {
      return;
    }
    DomainXml.format(definition, 1, DomainXml.SECURE);
    DomainXml.format(definition, -1, DomainXml.MIGRATABLE);
  }
}
