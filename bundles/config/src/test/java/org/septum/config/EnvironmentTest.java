// SPDX-License-Identifier: Apache-2.0
package org.septum.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.septum.api.Location;
import org.septum.api.UserError;

/** References to environment variables; PATH is the one that is set everywhere. */
class EnvironmentTest {

    private static final String UNSET = "SEPTUM_TEST_VARIABLE_THAT_NOBODY_SETS";

    private static String resolve(String text) {
        return Environment.resolve(new Tree.Scalar(text, false, new Location("a.yaml", 2, 7)))
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
}
