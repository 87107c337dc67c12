package org.jvirtd.driver.test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jvirtd.driver.test.TestWorld.error;
import static org.jvirtd.driver.test.TestWorld.errorText;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvirtd.protocol.domain.Domain;
import org.jvirtd.rpc.RpcError;

/** Domains in files, in the format of libvirt's test driver, and in the driver's keeping. */
class SaveImageTest {
  private static final int HEADER = 15 + 4;

  private final TestWorld world = new TestWorld();
  private final TestHypervisor hypervisor = world.hypervisor;
  private Path folder = Path.of("");
  private Path image = Path.of("");

  @BeforeEach
  void useFolder(@TempDir Path folder) {
    this.folder = folder;
    image = folder.resolve("test.sav");
  }

  @Test
  void aSavedDomainIsAFileThatOnlyItsOwnerReads() throws Exception {
    String xml = hypervisor.domainGetXmlDesc(world.test(), Flag.VIR_DOMAIN_XML_SECURE);
    hypervisor.domainSave(world.test(), image.toString());

    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(image)).order(ByteOrder.nativeOrder());
    byte[] magic = new byte[15];
    bytes.get(magic);
    assertThat(new String(magic, UTF_8)).isEqualTo("TestGuestMagic\0");
    assertThat(bytes.getInt()).isEqualTo(bytes.remaining());
    assertThat(UTF_8.decode(bytes).toString()).isEqualTo(xml);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(image)))
        .isEqualTo("rw-------");
    assertThat(world.state(world.test())).isEqualTo("5/5");
    assertThat(world.takeEvents()).containsExactly("test -1 5/4");
  }

  @Test
  void aRestoredDomainRunsAgain() {
    hypervisor.domainSaveFlags(world.test(), image.toString(), null, 0);
    hypervisor.domainRestore(image.toString());

    assertThat(world.state(world.test())).isEqualTo("1/3");
    assertThat(world.takeEvents()).containsExactly("test -1 5/4", "test 2 2/2");
    assertThat(errorText(() -> hypervisor.domainRestoreFlags(image.toString(), null, 0)))
        .isEqualTo("55/20 Requested operation is not valid: domain 'test' is already active");
  }

  @Test
  void aDomainThatIsUnknownIsRestoredForOneRun() {
    Domain passing = hypervisor.domainCreateXml(TestWorld.xml("passing"), 0);
    hypervisor.domainSave(passing, image.toString());
    assertThat(hypervisor.connectListAllDomains(0, 0).count()).isEqualTo(1);

    hypervisor.domainRestore(image.toString());

    assertThat(world.domain("passing").uuid()).isEqualTo(passing.uuid());
    assertThat(hypervisor.domainIsPersistent(passing)).isZero();
  }

  @Test
  void anImageMayBeLongerThanLibvirtCouldRead() {
    Domain big =
        hypervisor.domainCreateXml(
            TestWorld.xml("big", "<description>" + "x".repeat(100_000) + "</description>"), 0);
    hypervisor.domainSave(big, image.toString());

    hypervisor.domainRestore(image.toString());

    assertThat(hypervisor.domainGetXmlDesc(big, 0)).hasSizeGreaterThan(100_000);
  }

  @Test
  void theDefinitionInAnImageIsReadAndReplaced() {
    hypervisor.domainSave(world.test(), image.toString());
    assertThat(hypervisor.domainSaveImageGetXmlDesc(image.toString(), 1))
        .contains("<name>test</name>")
        .doesNotContain("id='1'");

    hypervisor.domainSaveImageDefineXml(image.toString(), TestWorld.xml("other"), 2);

    assertThat(hypervisor.domainSaveImageGetXmlDesc(image.toString(), 0))
        .contains("<name>other</name>");
    hypervisor.domainRestore(image.toString());
    assertThat(world.state(world.domain("other"))).isEqualTo("1/3");
  }

  @Test
  void whatIsNoImageIsNotOverwritten() throws Exception {
    Path text = Files.writeString(folder.resolve("text"), "some other text file");

    assertThat(
            errorText(() ->
                hypervisor.domainSaveImageDefineXml(text.toString(), TestWorld.xml("other"), 0)))
        .isEqualTo("1/12 internal error: mismatched header magic");
    assertThat(text).hasContent("some other text file");
  }

  @Test
  void aDomainThatCannotBeSavedRunsOn() {
    Path nowhere = folder.resolve("no/folder");

    RpcError error = error(() -> hypervisor.domainSave(world.test(), nowhere.toString()));

    String text =
        "saving domain 'test' to '" + nowhere + "': open failed: No such file or directory";
    assertThat(error)
        .isEqualTo(
            new RpcError(38, 12, text, RpcError.LEVEL_ERROR, null, "%s", text, null, 2, -1, null));
    assertThat(world.state(world.test())).isEqualTo("1/0");
    assertThat(errorText(() -> hypervisor.domainSave(world.test(), folder.toString())))
        .isEqualTo("38/12 saving domain 'test' to '" + folder + "': open failed: Is a directory");
  }

  @Test
  void filesThatAreNotImagesAreToldApart() throws Exception {
    expectReadError("38/12 cannot read domain image '%s': No such file or directory", null);
    expectReadError("38/12 incomplete save header in '%s': Success", "Test");
    expectReadError("1/12 internal error: mismatched header magic", "TestGuestMagicX....");
    expectReadError("38/12 failed to read metadata length in '%s': Success", "TestGuestMagic\0ab");
    expectReadError(
        "1/12 internal error: length of metadata out of range", "TestGuestMagic\0\0\0\0\0");
    expectReadError(
        "1/12 internal error: length of metadata out of range", "TestGuestMagic\0\177\177\177\177");
    expectReadError(
        "38/12 incomplete metadata in '%s': Success", "TestGuestMagic\0\20\20\0\0<domain");
  }

  private void expectReadError(String expected, @Nullable String content) throws Exception {
    if (content != null) {
      Files.writeString(image, content);
    }
    assertThat(errorText(() -> hypervisor.domainRestore(image.toString())))
        .isEqualTo(expected.formatted(image));
  }

  @Test
  void anImageWhoseHeaderIsRightMayStillHoldNonsense() throws Exception {
    byte[] content = new byte[HEADER + 4];
    ByteBuffer.wrap(content)
        .order(ByteOrder.nativeOrder())
        .put("TestGuestMagic\0".getBytes(UTF_8))
        .putInt(4)
        .put("<a/>".getBytes(UTF_8));
    Files.write(image, content);

    assertThat(errorText(() -> hypervisor.domainRestore(image.toString())))
        .isEqualTo("27/5 XML error: expecting root element of 'domain', not 'a'");
  }

  @Test
  void anotherDefinitionIsNotTakenWithSaveAndRestore() {
    assertThat(
            errorText(() -> hypervisor.domainSaveFlags(world.test(), image.toString(), "<x/>", 0)))
        .isEqualTo("74/12 argument unsupported: xml modification unsupported");
    assertThat(errorText(() -> hypervisor.domainRestoreFlags(image.toString(), "<x/>", 0)))
        .isEqualTo("74/12 argument unsupported: xml modification unsupported");
    assertThat(errorText(() -> hypervisor.domainSaveFlags(world.test(), "/x", null, 6)))
        .isEqualTo(
            "8/20 Flags 'VIR_DOMAIN_SAVE_RUNNING' and 'VIR_DOMAIN_SAVE_PAUSED' are mutually"
                + " exclusive");
  }

  @Test
  void aManagedSaveIsKeptUntilTheNextStart() {
    hypervisor.domainManagedSave(world.test(), 7 & ~Flag.VIR_DOMAIN_SAVE_PAUSED);
    assertThat(hypervisor.domainHasManagedSaveImage(world.test(), 0)).isEqualTo(1);
    assertThat(world.state(world.test())).isEqualTo("5/5");

    hypervisor.domainCreate(world.test());

    assertThat(hypervisor.domainHasManagedSaveImage(world.test(), 0)).isZero();
    assertThat(world.state(world.test())).isEqualTo("1/1");
    assertThat(world.takeEvents()).containsExactly("test -1 5/4", "test 2 2/0");
  }

  @Test
  void aManagedSaveCanBeDropped() {
    hypervisor.domainManagedSave(world.test(), 0);
    hypervisor.domainManagedSaveRemove(world.test(), 0);
    hypervisor.domainManagedSaveRemove(world.test(), 0);

    assertThat(hypervisor.domainHasManagedSaveImage(world.test(), 0)).isZero();
  }

  @Test
  void aCoreDumpMayCrashTheDomain() throws Exception {
    hypervisor.domainCoreDump(world.test(), image.toString(), 0);
    assertThat(Files.readString(image)).isEqualTo("TestGuestMagic\0");
    assertThat(world.state(world.test())).isEqualTo("1/0");

    hypervisor.domainCoreDumpWithFormat(world.test(), image.toString(), 0, Flag.VIR_DUMP_CRASH);

    assertThat(world.state(world.test())).isEqualTo("5/3");
    assertThat(world.takeEvents()).containsExactly("test -1 5/2");
  }

  @Test
  void coreDumpsHaveOneFormat() {
    Domain test = world.test();
    assertThat(errorText(() -> hypervisor.domainCoreDumpWithFormat(test, image.toString(), 1, 0)))
        .isEqualTo("84/12 Operation not supported: kdump-compressed format is not supported here");
    assertThat(errorText(() -> hypervisor.domainCoreDumpWithFormat(test, image.toString(), 9, 0)))
        .isEqualTo("8/20 dumpformat '9' is not supported");
    assertThat(errorText(() -> hypervisor.domainCoreDump(test, image.toString(), 3)))
        .isEqualTo("8/20 Flags 'VIR_DUMP_CRASH' and 'VIR_DUMP_LIVE' are mutually exclusive");
  }
}
