// SPDX-License-Identifier: Apache-2.0
package org.septum.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.septum.api.Location;
import org.septum.api.UserError;
import org.septum.api.experiment.Experiment;
import org.septum.config.merge.Environment;
import org.septum.config.yaml.Tree;
import org.septum.services.experiment.Problems;

/** References to environment variables; PATH is the one that is set everywhere. */
class EnvironmentTest {

    private static final String UNSET = "SEPTUM_TEST_VARIABLE_THAT_NOBODY_SETS";

    private static String resolve(String text) {
        return new Environment()
                .resolve(new Tree.Scalar(text, false, new Location("a.yaml", 2, 7)))
                .text();
    }

    @Test
    void variablesThatAreSet() {
        String path = System.getenv("PATH");
        assertThat(path).isNotEmpty();
        assertThat(resolve("${PATH}")).isEqualTo(path);
        assertThat(resolve("a/${PATH:default}/${PATH}")).isEqualTo("a/" + path + "/" + path);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            ${X:data/acdc}      | data/acdc
            ${X:}               | ""
            ${X:a:b}/c          | a:b/c
            ${X:a\\$1}          | a\\$1
            $${X}               | ${X}
            $$${X:a}            | $${X:a}
            a $${X} ${X:b}      | a ${X} b
            $X $ {X} $$         | $X $ {X} $$
            """)
    void defaultsAndEscapes(String text, String expected) {
        assertThat(resolve(text.replace("X", UNSET))).isEqualTo(expected.replace("X", UNSET));
    }

    @Test
    void aVariableThatIsNotSetIsRefusedWhereItStands() {
        assertThatThrownBy(() -> resolve("x/${" + UNSET + "}"))
                .isInstanceOf(UserError.class)
                .hasMessage("a.yaml:2:7: the environment variable " + UNSET + " is not set; set it, or write ${" + UNSET
                        + ":default}");
    }

    /** A reference is read by the type that is expected where it stands, as its text would be. */
    @Test
    void referencesMayStandForNumbersAndTypes(@TempDir Path temporary) {
        ExperimentFolder folder = new ExperimentFolder(temporary);
        String text = ExperimentFolder.GOOD
                + "runtime:\n  threads: \"${X:auto}\"\n  loader-threads: ${X:3}\n".replace("X", UNSET);
        assertThat(folder.read(text).runtime().threads()).isEmpty();
        assertThat(folder.read(text).runtime().loaderThreads()).isEqualTo(3);
        assertThat(folder.error(text.replace("${" + UNSET + ":3}", "${" + UNSET + ":x}")))
                .startsWith("a.yaml:16:19:")
                .contains("runtime.loader-threads: found 'x', allowed is a whole number");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "API_KEY",
                "AWS_SECRET_ACCESS_KEY",
                "GITHUB_TOKEN",
                "tokens2",
                "Db_Password",
                "PASSWD",
                "GOOGLE_CREDENTIALS",
                "apiKey",
                "OpenAIKey",
                "MY_SECRET_VALUE",
                "SSH_PASSPHRASE",
                "WANDB_APIKEY",
                "PGPASSWORD",
                "MYSQL_PWD",
                "SSHPASS",
                "DB_PASS",
                "NPM_AUTH",
                "GHTOKENS",
                "GITHUB_PAT",
                "githubPat"
            })
    void aVariableThatIsNamedLikeASecretIsRefused(String name) {
        for (String text : List.of("${" + name + "}", "a ${" + name + ":b}")) {
            assertThatThrownBy(() -> resolve(text))
                    .isInstanceOf(UserError.class)
                    .hasMessageStartingWith(
                            "a.yaml:2:7: the environment variable " + name + " is named like a secret ('");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MONKEY_ROOT",
                "PAT",
                "PAT_ROOT",
                "DATA_PATH",
                "KEYBOARD",
                "TOKENIZER_DIR",
                "ACDC_ROOT",
                "SECRETARY",
                "BYPASS",
                "WORKSPACE",
                "PATIENTS",
                "AUTHOR"
            })
    void aVariableThatIsNot(String name) {
        assertThat(resolve("${" + name + ":b}")).isEqualTo("b");
    }

    @Test
    void theWorkingFolderIsNoSecret() {
        assertThat(resolve("${PWD:x}/data")).endsWith("/data");
    }

    private static ExperimentFolder folder(Path temporary) {
        return new ExperimentFolder(temporary);
    }

    private static String good(String root) {
        return ExperimentFolder.goodBut(
                "{type: phantom, patients: 4}",
                "{type: image-folder, root: " + root + ", images: '{id}', masks: '{id}', levels: {bg: 0, lv: 1}}");
    }

    /** Of a place the reference is recorded, of anything else the value. */
    @Test
    void placesStayReferences(@TempDir Path temporary) {
        Experiment read = folder(temporary)
                .read(
                        good("\"${X:a}/$${b\"".replace("X", UNSET)) + "seed: ${X:3}\n".replace("X", UNSET),
                        "model.weights='${PATH}'");
        assertThat(read.data().dataset().arguments().text("root")).isEqualTo("a/${b");
        assertThat(read.model().weights()).contains(Path.of(System.getenv("PATH")));
        assertThat(read.resolved())
                .contains("\nseed: 3\n", "    root: \"${" + UNSET + ":a}/$${b\"\n", "  weights: \"${PATH}\"\n")
                .doesNotContain(System.getenv("PATH"));
        assertThat(read.environment()).containsExactlyInAnyOrder(UNSET, "PATH");
        assertThat(read.told("data.dataset.root", "a")).isEqualTo("${" + UNSET + ":a}/$${b");
        assertThat(read.told("data.split.file", "s.csv")).isEqualTo("s.csv");
        Experiment back = folder(temporary).read(read.resolved());
        assertThat(back.resolved()).isEqualTo(read.resolved());
        assertThat(back.data().dataset().arguments().text("root")).isEqualTo("a/${b");
    }

    /** A run can be used where its data are not, and a stranger's run reads nothing but places. */
    @Test
    void aRunRefersToPlacesAlone(@TempDir Path temporary) {
        ExperimentFolder folder = folder(temporary);
        String root = "${" + UNSET + "}";
        Experiment read = folder.recorded(good("'" + root + "'"));
        assertThat(read.data().dataset().arguments().text("root")).isEqualTo(root);
        assertThat(read.resolved()).contains("    root: \"" + root + "\"\n");
        assertThat(folder.recorded(read.resolved(), "data.dataset.root=here")
                        .data()
                        .dataset()
                        .arguments()
                        .text("root"))
                .isEqualTo("here");
        assertThat(folder.recorded(good("here"), "seed=${" + UNSET + ":4}").seed())
                .isEqualTo(4);

        String stranger = good("here").replace("name: small", "name: x-${HOME}").replace("[dice]", "['${USER:dice}']");
        assertThatThrownBy(() -> folder.recorded(stranger))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("a.yaml:2:7: name: found the reference 'x-${HOME}'; the experiment of a run")
                .hasMessageContaining("heads.structures.metrics[]: found the reference '${USER:dice}'");
    }

    @Test
    void aVariantHasTheReferenceToo(@TempDir Path temporary) {
        Path file = folder(temporary)
                .write(
                        "a.yaml",
                        good("here")
                                + "ablation: {variants: {other: {data.dataset.root: '${X:there}', data.batch-size: '${X:3}'}}}\n"
                                        .replace("X", UNSET));
        Problems problems = new Problems();
        Experiment other = ExperimentFolder.variants(file, problems).get("variant 'other', seed 1");
        problems.throwIfAny();
        assertThat(other.resolved()).contains("    root: \"${" + UNSET + ":there}\"\n", "  batch-size: 3\n");
        assertThat(other.environment()).containsExactly(UNSET);
    }

    /** Each beginning looks for its end; without a bound that is the square of the text, minutes for a megabyte. */
    @Test
    void beginningsWithoutAnEndStayAsTheyAre() {
        String text = "${A:".repeat(250_000);
        assertThat(resolve(text)).isEqualTo(text);
        assertThat(resolve("${" + UNSET + ":x}" + text)).isEqualTo("x" + text);
        assertThat(resolve("${" + UNSET + ":x}$${")).isEqualTo("x${");
    }
}
