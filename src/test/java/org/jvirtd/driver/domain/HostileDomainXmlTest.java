package org.jvirtd.driver.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.jvirtd.driver.xml.XmlLimits;
import org.jvirtd.rpc.RpcException;

/** XML from clients reads no file, fills no memory, and takes no time. */
class HostileDomainXmlTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  private static String domain(String inside) {
    return "<domain type='test'><name>x</name><memory>1</memory><os><type>hvm</type></os>"
        + inside
        + "</domain>";
  }

  private static String devices(String one, int count) {
    return domain(
        "<devices>"
            + IntStream.range(0, count).mapToObj(i -> one).collect(Collectors.joining())
            + "</devices>");
  }

  private static void refuses(String xml, String text) {
    Assertions.assertTimeoutPreemptively(
        SOON,
        () ->
            assertThatThrownBy(() -> DomainXml.parse(xml, ParseOptions.testDriver()))
                .isInstanceOf(RpcException.class)
                .hasMessageContaining(text));
  }

  @Test
  void externalEntities() {
    refuses(
        "<!DOCTYPE d [<!ENTITY e SYSTEM 'file:///etc/hostname'>]>" + domain("<title>&e;</title>"),
        "Document type declarations with content are not accepted");
    refuses(
        "<!DOCTYPE domain SYSTEM 'file:///x'>" + domain("<title>&e;</title>"),
        "Entity 'e' not defined");
  }

  @Test
  void entityExpansion() {
    refuses(
        "<!DOCTYPE d [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'>]>" + domain(""),
        "Document type declarations with content are not accepted");
  }

  @Test
  void depth() {
    refuses(domain("<a>".repeat(300) + "</a>".repeat(300)), "Excessive depth in document: 256");
  }

  @Test
  void size() {
    String xml = domain(" ".repeat(1000));

    assertThatThrownBy(() ->
            DomainXml.parse(
                xml, ParseOptions.testDriver().withLimits(new XmlLimits(1000, 256, 256, 64))))
        .isInstanceOf(RpcException.class)
        .hasMessageContaining("Document is longer than 1000 characters");
  }

  @Test
  void attributesAndNamespaces() {
    String many =
        IntStream.range(0, 300).mapToObj(i -> " a" + i + "=''").collect(Collectors.joining());
    String spaces =
        IntStream.range(0, 100)
            .mapToObj(i -> " xmlns:a" + i + "='u'")
            .collect(Collectors.joining());

    refuses("<domain" + many + "/>", "More than 256 attributes in tag domain");
    refuses("<domain" + spaces + "/>", "More than 64 namespaces in scope");
  }

  @Test
  void manyDevices() {
    refuses(devices("<controller type='scsi'/>", 100_000), "more than 2048 devices");
    refuses(devices("<disk><source file='/x'/><target dev='vda'/></disk>", 2000), "duplicated");
    Assertions.assertTimeoutPreemptively(
        SOON,
        () ->
            assertThat(
                    DomainXml.parse(
                            devices("<controller type='scsi'/>", 2000), ParseOptions.testDriver())
                        .devices("controller"))
                .hasSize(2000));
  }

  @Test
  void largeNumbers() {
    refuses(
        devices(
            "<disk><source file='/x'/><target dev='sda' bus='scsi'/>"
                + "<address type='drive' controller='2000000000'/></disk>",
            1),
        "controller index 2000000000 is above");
    refuses(domain("<iothreads>4000000000</iothreads>"), "invalid iothreads count");
    refuses(
        devices("<disk><source file='/x'/><target dev='sd" + "z".repeat(50) + "'/></disk>", 1),
        "Unknown disk name");
  }

  @Test
  void longTextsAreCutInErrors() {
    assertThatThrownBy(() ->
            DomainXml.parse(
                domain("<on_reboot>" + "x".repeat(100_000) + "</on_reboot>"),
                ParseOptions.testDriver()))
        .satisfies(error -> assertThat(String.valueOf(error.getMessage())).hasSizeLessThan(70_000));
  }
}
