// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.UserError;

class IdPatternTest {

    private static final Arguments ARGUMENTS =
            Arguments.of(Options.of(Option.text("group", "the group")), Map.of("group", "x"));

    private static IdPattern pattern(String text) {
        return IdPattern.of(ARGUMENTS, "group", text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ^(.*?)-IM-                     | SC-HF-I-1-IM-0001 | SC-HF-I-1
            patient(\\d{3})_frame\\d{2}    | patient012_frame01 | 012
            ([^/]+)/[^/]+$                 | a/b/c.png         | b
            (?i)^(p\\d+)                   | P7_x              | P7
            ^(\\w+?)_(?:\\d{8}T\\d{6})\\b | me_20260101T101010 | me
            """)
    void findsWhatJavaFinds(String regex, String id, String found) {
        assertThat(pattern(regex).find(id)).contains(found);
        assertThat(java.util.regex.Pattern.compile(regex).matcher(id).results())
                .first()
                .satisfies(match -> assertThat(match.group(1)).isEqualTo(found));
    }

    /** In Java's own patterns these search without end, or take the whole stack. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "^(?:(?:a|aa)+)+(c)",
                "^(?:a|a)*(b)$",
                "^(?:a?){1000}(b)",
                "(?:a*a*a*a*a*a*)*(c)",
                "(?:.|\\s)*(c)"
            })
    void endsWhereJavaDoesNot(String regex) {
        assertThat(pattern(regex).find("a".repeat(4000))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(?=a)(b)", "(a)\\1", "(a)++", "(", "(?:){2147483647}(a)"})
    void refusesWhatNeedsASearch(String regex) {
        assertThatThrownBy(() -> pattern(regex))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("group: found '" + regex + "', which is not a regular expression of RE2");
    }

    @Test
    void refusesWhatGrows() {
        assertThatThrownBy(() -> pattern("(((a{1000}){1000}){1000})"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("group: found a regular expression of 25 characters, 25000000000 with its"
                        + " repetitions; allowed are 1000, and 20000 with repetitions such as {4} counted");
        assertThatThrownBy(() -> pattern("(" + "a".repeat(1000) + ")")).isInstanceOf(UserError.class);
    }
}
