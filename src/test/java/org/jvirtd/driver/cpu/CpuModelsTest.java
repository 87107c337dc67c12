package org.jvirtd.driver.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvirtd.protocol.LibvirtException;

/** The answers are libvirt 9.0.0's; BaselineProcessorsIT compares many more. */
class CpuModelsTest {
  @Test
  void aModelAloneIsItsOwnAnswerAndMayNotBeReplaced() {
    assertThat(CpuModels.baseline(List.of(host("qemu64", "")), false))
        .isEqualTo(
            """
            <cpu mode='custom' match='exact'>
              <model fallback='forbid'>qemu64</model>
            </cpu>
            """);
  }

  @Test
  void whatOneHostLacksNoGuestGets() {
    String hosts = host("Haswell", "<vendor>Intel</vendor><feature name='vmx'/>");

    assertThat(CpuModels.baseline(List.of(hosts, host("Nehalem", "<vendor>Intel</vendor>")), false))
        .isEqualTo(
            """
            <cpu mode='custom' match='exact'>
              <model fallback='allow'>Nehalem</model>
              <vendor>Intel</vendor>
            </cpu>
            """);
  }

  @Test
  void aFeatureThatAModelHasLostIsToldToBeOff() {
    assertThat(CpuModels.baseline(List.of(host("Opteron_G3", "")), false))
        .contains("<feature policy='disable' name='monitor'/>");
  }

  @Test
  void expandedItListsAllFeaturesByName() {
    assertThat(CpuModels.baseline(List.of(host("486", "<feature name='aes'/>")), true))
        .isEqualTo(
            """
            <cpu mode='custom' match='exact'>
              <model fallback='forbid'>486</model>
              <feature policy='require' name='aes'/>
              <feature policy='require' name='fpu'/>
              <feature policy='require' name='pse'/>
              <feature policy='require' name='vme'/>
            </cpu>
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          <cpu/>                                                                 | XML error: Missing CPU architecture
          <cpu><arch>x86_64</arch></cpu>                                         | XML error: Missing CPU model name
          <host/>                                                                | XML error: XML does not contain expected 'cpu' element
          <cpu mode='custom'/>                                                   | unsupported configuration: Attribute mode is only allowed for guest CPU
          <cpu><arch>pdp11</arch><model>x</model></cpu>                          | unsupported configuration: Unknown architecture pdp11
          <cpu><arch>x86_64</arch><model>nope</model></cpu>                      | internal error: Unknown CPU model nope
          <cpu><arch>x86_64</arch><model>486</model><feature name='x'/></cpu>    | internal error: Unknown CPU feature x
          <cpu><arch>x86_64</arch><model>486</model><feature/></cpu>             | XML error: Invalid CPU feature name
          <cpu><arch>x86_64</arch><model>486</model><vendor>X</vendor></cpu>     | operation failed: Unknown CPU vendor X
          <cpu><arch>ppc64</arch><model>POWER8</model><vendor>Freescale</vendor></cpu> | operation failed: CPU vendor IBM of model POWER8 differs from vendor Freescale
          <cpu><arch>s390x</arch><model>z13</model></cpu>                        | this function is not supported by the connection driver: cannot compute baseline CPU of s390x architecture
          """)
  void whatIsNoHostIsRefused(String host, String text) {
    assertThatExceptionOfType(LibvirtException.class)
        .isThrownBy(() -> CpuModels.baseline(List.of(host), false))
        .satisfies(e -> assertThat(e.error().message()).isEqualTo(text));
  }

  @Test
  void everyModelDiffersFromAllOthersAndTellsItself() {
    for (X86Model model : X86Table.get().models()) {
      assertThat(X86Table.get().features()).containsAll(model.removed());
      if (model.guest()) {
        assertThat(CpuModels.baseline(List.of(host(model.name(), "")), false))
            .contains("<model fallback='forbid'>" + model.name() + "</model>");
      }
    }
  }

  private static String host(String model, String more) {
    return "<cpu><arch>x86_64</arch><model>" + model + "</model>" + more + "</cpu>";
  }
}
