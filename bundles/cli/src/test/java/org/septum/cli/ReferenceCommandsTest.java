// SPDX-License-Identifier: Apache-2.0
package org.septum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.septum.api.Arguments;
import org.septum.api.Factory;
import org.septum.api.Kind;
import org.septum.api.Option;
import org.septum.api.OptionType;
import org.septum.api.Options;
import org.septum.api.experiment.Section;
import org.septum.cli.machine.CudaProbe;
import org.septum.services.experiment.ExperimentFormat;
import org.septum.services.plugin.Registry;

/** {@code schema}, {@code docs} and {@code plugins NAME}: what the components declare, in three forms. */
class ReferenceCommandsTest {

    private static final Options TVERSKY = Options.of(
            Option.real("alpha", 0, 1, "of a|b <c>").or(0.5),
            Option.whole("steps", 1, Long.MAX_VALUE, "how many"),
            Option.choice("over", List.of("batch", "sample"), "what is summed").optional(),
            Option.list("losses", new OptionType.Nested(Kind.LOSS), "the parts").or(List.of()),
            Option.range("degrees", -180, 180, "the range").or(List.of(-5.0, 5.0)));

    @TempDir
    private Path folder;

    private Septum septum;

    @BeforeEach
    void install() {
        Registry registry = () -> List.of(
                entry(Kind.BLOCK, "plain", "1.0.0", Options.none()),
                entry(Kind.LOSS, "tversky", "1.2.0", TVERSKY),
                entry(Kind.LOSS, "tversky", "1.3.0", Options.none()),
                entry(Kind.METRIC, "plain", "1.0.0", Options.none()));
        ExperimentFormat format = new ExperimentFormat() {
            @Override
            public List<Section> sections() {
                return List.of(
                        new Section("", "All.", Options.of(Option.text("name", "names the folder"))),
                        new Section(
                                "heads.NAME",
                                "Outputs.",
                                Options.of(Option.component("loss", Kind.LOSS, "made small"))));
            }

            @Override
            public Optional<String> setting(String name) {
                return Optional.empty();
            }

            @Override
            public Map<String, Object> schema() {
                return Map.of("title", "Septum");
            }
        };
        septum = FakeServices.septum(FakeServices.of(registry, format), CudaProbe.ofThisMachine(), false);
    }

    private static Registry.Installed entry(Kind kind, String type, String version, Options options) {
        Factory<Object> factory = new Factory<>() {
            @Override
            public String summary() {
                return "does <" + type + ">";
            }

            @Override
            public Options options() {
                return options;
            }

            @Override
            public Object create(Arguments arguments) {
                return this;
            }
        };
        return new Registry.Installed(kind, type, factory, "some.bundle", version, "/p.jar");
    }

    private Invocation run(String... arguments) {
        return Invocation.of(septum, arguments);
    }

    @Test
    void schemaGoesToTheTerminalOrAFile() {
        String schema = "{\n  \"title\" : \"Septum\"\n}\n";
        Path file = folder.resolve("s.json");
        assertThat(run("schema")).isEqualTo(new Invocation(0, schema, ""));
        assertThat(run("schema", "-o", file.toString())).isEqualTo(new Invocation(0, file + "\n", ""));
        assertThat(file).hasContent(schema);
    }

    @Test
    void pluginsExplainsOneComponent() {
        assertThat(run("plugins", "tversky@1.2").out()).isEqualTo("""
                tversky, a loss of some.bundle 1.2.0 (/p.jar)
                Does <tversky>.

                OPTION   TYPE             DEFAULT      RANGE                       WHAT IT DOES
                alpha    number           0.5          0 to 1                      of a|b <c>
                steps    whole number     required     at least 1                  how many
                over     word             none         batch, sample               what is summed
                losses   list of losses   []                                       the parts
                degrees  list of numbers  [-5.0, 5.0]  2 values, each -180 to 180  the range

                """);
        assertThat(run("plugins", "tversky").out()).contains("some.bundle 1.2.0", "some.bundle 1.3.0", "no options");
        assertThat(run("plugins", "plain").out()).contains("plain, a block of", "plain, a metric of");
    }

    @Test
    void pluginsExplainsASection() {
        assertThat(run("plugins", "heads.NAME").out()).isEqualTo("""
                heads.NAME, a section of experiments
                Outputs.

                KEY   TYPE  DEFAULT   RANGE  WHAT IT DOES
                loss  loss  required         made small

                """);
        assertThat(run("plugins", "heads").out()).contains("KIND", "heads.NAME, a section of experiments");
        assertThat(run("plugins", "experiment").out())
                .startsWith("Uppermost keys, a section of experiments\nAll.\n")
                .contains("name  text  required         names the folder");
    }

    @ParameterizedTest
    @CsvSource({
        "losses, 2",
        "loss, 2",
        "blocks, 1",
        "stopping-rules, 0",
        "checkpoint policies, 0",
        "intensity, 0",
        "norm, 0"
    })
    void pluginsListsAKind(String kind, int components) {
        Invocation listed = run("plugins", kind);
        assertThat(listed.code()).isZero();
        assertThat(listed.out().lines()).hasSize(1 + components);
    }

    @Test
    void pluginsNamesWhatWasProbablyMeant() {
        assertThat(run("plugins", "tverski"))
                .isEqualTo(new Invocation(
                        2,
                        "",
                        "septum: there is no component or kind of components 'tverski'; did you mean 'tversky'?;"
                                + " 'septum plugins' lists all\n"));
        assertThat(run("plugins", "looses").err()).contains("did you mean 'losses'?");
        assertThat(run("plugins", "tversky@2").code()).isEqualTo(2);
    }

    @Test
    void docsAsMarkdown() throws Exception {
        Invocation docs = run("docs", "-o", folder.toString(), "--format", "markdown");
        assertThat(docs).isEqualTo(new Invocation(0, folder.resolve("index.md") + "\n", ""));
        assertThat(folder.resolve("losses.md")).content().contains("""
                Where they stand: heads.NAME.loss; the option losses of the loss tversky.

                ## tversky

                Does &lt;tversky>. (some.bundle 1.2.0)

                | option | type | default | range | |
                |---|---|---|---|---|
                | `alpha` | number | 0.5 | 0 to 1 | of a\\|b &lt;c> |
                """, "| `losses` | [list of losses](losses.md) |");
        assertThat(folder.resolve("experiment.md")).content().contains("## heads.NAME", "[loss](losses.md)");
        assertThat(folder.resolve("index.md")).content().contains("[tversky](losses.md#tversky)");
        assertThat(folder.resolve("datasets.md")).content().contains("None is installed.");
        assertLinksLeadSomewhere("\\]\\(([^)#]+)");
    }

    @Test
    void docsAsHtml() throws Exception {
        assertThat(run("docs", "-o", folder.toString()).out()).isEqualTo(folder.resolve("index.html") + "\n");
        assertThat(folder.resolve("losses.html"))
                .content()
                .contains(
                        "of a|b &lt;c&gt;", "<h2 id=\"tversky\">tversky", "<td><code>alpha</code></td><td>number</td>")
                .doesNotContain("http", "<script");
        assertLinksLeadSomewhere("href=\"([^\"#]+)");
    }

    private void assertLinksLeadSomewhere(String pattern) throws Exception {
        try (Stream<Path> pages = Files.list(folder)) {
            for (Path page : pages.toList()) {
                Pattern.compile(pattern)
                        .matcher(Files.readString(page))
                        .results()
                        .forEach(link ->
                                assertThat(folder.resolve(link.group(1))).exists());
            }
        }
    }

    @Test
    void aNewPluginIsWarnedOfANameThatIsTaken() {
        String[] arguments = {
            "new-plugin", "tversky", "--kind", "loss", "-o", folder.resolve("t").toString()
        };
        assertThat(run(arguments).err())
                .startsWith("septum: warning: there is a loss 'tversky' already, of some.bundle 1.2.0; experiments that"
                        + " mean yours must write 'tversky@VERSION', and a bare 'tversky' becomes an error;");
        arguments[3] = "metric";
        assertThat(run(arguments).err()).doesNotContain("already");
    }
}
