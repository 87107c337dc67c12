package org.jvirtd.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class VirshScriptTest {
  @Test
  void scenariosFilesAndOptionsAreRead() {
    var script =
        VirshScript.parse(
            "x",
            """
            # remark
            == one
            @file a.xml
            <domain>

            </domain>
            @end
            define ${dir}/a.xml
            == two
            [ro] list --all
            [better] [path=/x] list
            [better: ours lists] list
            """);

    assertThat(script.size()).isEqualTo(4);
    var one = script.scenarios().getFirst();
    assertThat(one.title()).isEqualTo("one");
    assertThat(one.files()).containsEntry("a.xml", "<domain>\n\n</domain>\n");
    assertThat(one.steps())
        .containsExactly(
            new VirshScript.Step(8, "define ${dir}/a.xml", false, "/default", false, ""));
    assertThat(script.scenarios().getLast().steps())
        .containsExactly(
            new VirshScript.Step(10, "list --all", true, "/default", false, ""),
            new VirshScript.Step(11, "list", false, "/x", true, ""),
            new VirshScript.Step(12, "list", false, "/default", true, "ours lists"));
  }

  @Test
  void mistakesAreToldWithTheirLine() {
    assertThatThrownBy(() -> VirshScript.parse("x", "list")).hasMessageContaining("x.txt:1");
    assertThatThrownBy(() -> VirshScript.parse("x", "== a\n@file b\n"))
        .hasMessageContaining("@end");
    assertThatThrownBy(() -> VirshScript.parse("x", "== a\n@fiel b\n"))
        .hasMessageContaining("unknown directive");
    assertThatThrownBy(() -> VirshScript.parse("x", "== a\n[rw] list\n"))
        .hasMessageContaining("unknown option rw");
  }
}
