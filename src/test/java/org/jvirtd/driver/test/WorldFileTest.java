package org.jvirtd.driver.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jvirtd.driver.test.TestWorld.errorText;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvirtd.protocol.event.DomainLifecycleEvent;
import org.jvirtd.protocol.storage.StoragePool;

/** Worlds that files describe: where the files may lie, and whose the worlds are. */
class WorldFileTest {
  private static final String DOMAIN =
      "<domain type='test'><name>d</name><memory>1024</memory><os><type>hvm</type></os></domain>";
  private static final String NODE = "<node>" + DOMAIN + "</node>";

  @TempDir private Path root;

  private Path allowed;
  private Path forbidden;

  @BeforeEach
  void makeFolders() throws IOException {
    allowed = Files.createDirectory(root.resolve("allowed"));
    forbidden = Files.createDirectory(root.resolve("forbidden"));
  }

  private TestDriver driver() {
    return new TestDriver(TestDriverSettings.DEFAULT.withFiles(allowed));
  }

  private static TestHypervisor open(TestDriver driver, Path file) {
    return open(driver, file, new ArrayList<>());
  }

  private static TestHypervisor open(TestDriver driver, Path file, List<Record> events) {
    return (TestHypervisor) driver.open(URI.create("test://" + file), events::add);
  }

  private static String denied(Path file) {
    return "29/12 operation forbidden: the file '"
        + file
        + "' does not lie in a folder of jvirtd.drivers.test.files";
  }

  @Test
  void eachConnectionHasAWorldOfItsOwn() throws IOException {
    Path file = Files.writeString(allowed.resolve("node.xml"), NODE);
    TestDriver driver = driver();
    List<Record> events = new ArrayList<>();
    TestHypervisor one = open(driver, file, events);
    TestHypervisor other = open(driver, file);

    one.domainDestroy(one.domainLookupByName("d"));

    assertThat(one.connectNumOfDomains()).isZero();
    assertThat(other.connectNumOfDomains()).isOne();
    assertThat(events).singleElement().isInstanceOf(DomainLifecycleEvent.class);
    assertThat(one.connectNumOfStoragePools()).isZero();
    assertThat(one.connectGetUri()).isEqualTo("test://" + file);
  }

  @Test
  void withoutFoldersThereAreNoWorldsOfFiles() throws IOException {
    Path file = Files.writeString(allowed.resolve("node.xml"), NODE);

    assertThat(errorText(() -> open(new TestDriver(TestDriverSettings.DEFAULT), file)))
        .isEqualTo(denied(file));
  }

  @Test
  void filesElsewhereAreRefusedHoweverTheyAreReached() throws IOException {
    Path secret = Files.writeString(forbidden.resolve("node.xml"), NODE);
    Path link = Files.createSymbolicLink(allowed.resolve("link.xml"), secret);
    Path above = allowed.resolve("../forbidden/node.xml");
    Path through =
        Files.createSymbolicLink(allowed.resolve("folder"), forbidden).resolve("node.xml");
    Path naming =
        Files.writeString(
            allowed.resolve("naming.xml"), "<node><domain file='" + secret + "'/></node>");
    Path climbing =
        Files.writeString(
            allowed.resolve("climbing.xml"), "<node><domain file='../forbidden/node.xml'/></node>");

    assertThat(errorText(() -> open(driver(), secret))).isEqualTo(denied(secret));
    assertThat(errorText(() -> open(driver(), link))).isEqualTo(denied(link));
    assertThat(errorText(() -> open(driver(), above))).isEqualTo(denied(above));
    assertThat(errorText(() -> open(driver(), through))).isEqualTo(denied(through));
    assertThat(errorText(() -> open(driver(), naming))).isEqualTo(denied(secret));
    assertThat(errorText(() -> open(driver(), climbing))).startsWith("29/12");
  }

  @Test
  void aLinkFromElsewhereIntoAnAllowedFolderIsGood() throws IOException {
    Path file = Files.writeString(allowed.resolve("node.xml"), NODE);
    Path link = Files.createSymbolicLink(forbidden.resolve("link.xml"), file);

    assertThat(open(driver(), link).connectNumOfDomains()).isOne();
  }

  @Test
  void whatIsNoFileIsNotRead() {
    String missing = "27/12 XML error: failed to parse xml document '" + allowed + "'";
    assertThat(errorText(() -> open(driver(), allowed))).isEqualTo(missing);
    assertThat(errorText(() -> open(driver(), root.resolve("nosuch"))))
        .contains("failed to parse xml document");
  }

  @Test
  void allFilesTogetherAreBounded() throws IOException {
    Files.writeString(
        allowed.resolve("d.xml"), DOMAIN.replace("'test'", "'test'" + " ".repeat(400)));
    Path many =
        Files.writeString(
            allowed.resolve("many.xml"),
            "<node>" + "<domain file='d.xml'/>".repeat(20) + "</node>");
    TestDriverSettings settings =
        new TestDriverSettings(TestDriverSettings.Lifetime.DAEMON, 0, List.of(allowed), 1000);
    TestDriver driver = new TestDriver(settings);

    assertThat(errorText(() -> open(driver, many))).contains("max-file-bytes (1000)");
    Path large = Files.writeString(allowed.resolve("large.xml"), NODE + " ".repeat(1000));
    assertThat(errorText(() -> open(driver, large))).contains("max-file-bytes (1000)");
  }

  @Test
  void hostileXmlIsRefused() throws IOException {
    Path entities =
        Files.writeString(
            allowed.resolve("entities.xml"),
            "<!DOCTYPE node [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><node>&x;</node>");
    Path cpus =
        Files.writeString(
            allowed.resolve("cpus.xml"),
            "<node><cpu><nodes>4000000000</nodes><sockets>4000000000</sockets></cpu></node>");

    assertThat(errorText(() -> open(driver(), entities)))
        .contains("Document type declarations with content are not accepted");
    assertThat(errorText(() -> open(driver(), cpus))).contains("more than 16384 CPUs");
  }

  @Test
  void aWorldThatFailsHalfwayLeavesNothing() throws IOException {
    Path file =
        Files.writeString(
            allowed.resolve("half.xml"),
            "<node><pool type='dir'><name>p</name><target><path>/p</path></target></pool>"
                + "<pool/></node>");
    TestDriver driver = driver();

    assertThat(errorText(() -> open(driver, file))).contains("Missing required attribute 'type'");
    assertThat(driver.volumeBytes()).isZero();
  }

  @Test
  void theMemoryOfVolumesIsGivenBackWithTheConnection() throws IOException {
    Path file =
        Files.writeString(
            allowed.resolve("pool.xml"),
            "<node><pool type='dir'><name>p</name><target><path>/p</path></target>"
                + "<volume><name>v</name><capacity>100</capacity></volume></pool></node>");
    TestDriver driver = driver();
    TestHypervisor hypervisor = open(driver, file);
    StoragePool pool = hypervisor.storagePoolLookupByName("p");
    hypervisor
        .world()
        .pools()
        .change(
            pool.name(),
            one -> one.volume("v").contents().write(0, java.nio.ByteBuffer.wrap(new byte[] {1})));
    assertThat(driver.volumeBytes()).isPositive();

    hypervisor.close();

    assertThat(driver.volumeBytes()).isZero();
  }
}
