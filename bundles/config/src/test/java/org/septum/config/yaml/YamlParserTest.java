// SPDX-License-Identifier: Apache-2.0
package org.septum.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.septum.api.OptionType;
import org.septum.api.UserError;
import org.septum.config.section.Values;

/** YAML's traps: values that mean something else than they look like, and files that are not meant to be read. */
class YamlParserTest {

    private static final OptionType NUMBER = new OptionType.Real(-1e30, 1e30);
    private static final OptionType WHOLE = new OptionType.Whole(Long.MIN_VALUE, Long.MAX_VALUE);
    private static final OptionType FLAG = new OptionType.Flag();
    private static final OptionType TEXT = new OptionType.Text();

    private static Object read(OptionType type, String text) {
        Tree.Mapping mapping = (Tree.Mapping) YamlParser.text("a: " + text, "a.yaml");
        return Values.read("a", type, mapping.get("a"), null);
    }

    private static void assertRefused(String text, String message) {
        assertThatThrownBy(() -> YamlParser.text(text, "a.yaml"))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("a.yaml:")
                .hasMessageContaining(message);
    }

    @Test
    void numbersAreReadAsTheyLook() {
        assertThat(read(NUMBER, "1e-4")).isEqualTo(1e-4);
        assertThat(read(NUMBER, "1.0e-4")).isEqualTo(1e-4);
        assertThat(read(NUMBER, "-.5")).isEqualTo(-0.5);
        assertThat(read(NUMBER, "017")).isEqualTo(17.0);
        assertThat(read(WHOLE, "017")).isEqualTo(17L);
        assertThat(read(WHOLE, "9223372036854775807")).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x10", "0o17", "1_000", "1:30", "9223372036854775808", "1e2", "1.0", "true", "'1'"})
    void whatIsNoWholeNumberIsRefused(String text) {
        assertThatThrownBy(() -> read(WHOLE, text))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("a.yaml:1:4: a: found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1d", "0x1p3", "NaN", ".nan", ".inf", "Infinity", "1e400", "--1", "1e", "'1'"})
    void whatIsNoNumberIsRefused(String text) {
        assertThatThrownBy(() -> read(NUMBER, text))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("a.yaml:1:4: a: found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "no", "yes", "on", "y", "1e-4", "017", "2024-01-01", "1:30", "True", "=", "<<"})
    void wordsStayTexts(String text) {
        assertThat(read(TEXT, text)).isEqualTo(text);
        assertThatThrownBy(() -> read(FLAG, text)).hasMessageContaining("allowed is true or false");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            name:q\\nseed: 1          | write a space after the colon of 'name:' in line 1
            a: 1\\nb:2\\nc: 3          | write a space after the colon of 'b:' in line 2
            optimizer:\u00a0adam      | U+00A0, a no-break space; write a space
            a: 1\\n\u00a0 b: 2        | a.yaml:2:1: this holds U+00A0, a no-break space
            a: adam\u200b            | U+200B, a zero-width space, which nobody sees; delete it
            rate: 1e\u22123          | the minus of '1e\u22123' is another character than -; write -
            a: \u201cyes\u201d         | typographic ones
            root: "D:\\\\training"     | a Windows path needs single quotes, or / for each backslash
            root: "C:\\\\data"         | a Windows path needs single quotes, or / for each backslash
            root: ~/data              | write ${HOME}/data
            root: $HOME/data/a       | write ${HOME}/data/a
            """)
    void whatOnlyLooksRightIsRefusedWithWhatToWrite(String escaped, String message) {
        assertRefused(escaped.translateEscapes(), message.translateEscapes());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"'D:\\training'", "'a\u00a0b'", "http://a:80/b", "a:b", "'~/data'", "~", "\"a\tb\"", "D:/t"})
    void whatIsMeantInQuotesStays(String text) {
        assertThat(YamlParser.text("a: " + text, "a.yaml")).isNotNull();
    }

    @Test
    void flagsAreTrueAndFalse() {
        assertThat(read(FLAG, "true")).isEqualTo(true);
        assertThat(read(FLAG, "false")).isEqualTo(false);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {a: 1, b: 2, a: 3}            | a.yaml:1:14: the key 'a' stands twice, first in line 1
            {a: 1, b: 2, "a": 3}          | a.yaml:1:14: the key 'a' stands twice, first in line 1
            {[1]: 2}                      | a.yaml:1:2: a key must be a word
            a: !!java.lang.Runtime x      | a.yaml:1:4: this is not YAML: Global tag is not allowed: tag:yaml.org,2002:java.lang.Runtime
            a: !!javax.script.ScriptEngineManager [] | a.yaml:1:4: this is not YAML: Global tag is not allowed
            a: !local x                   | a.yaml:1:4: the tag '!local' is not allowed
            a: !!binary aGk=              | a.yaml:1:4: the tag 'tag:yaml.org,2002:binary' is not allowed
            !!java.lang.Runtime a: 1      | a.yaml:1:1: this is not YAML: Global tag is not allowed
            !local a: 1                   | a.yaml:1:1: the tag '!local' is not allowed
            a: [1                         | a.yaml:1:6: this is not YAML: expected ',' or ']', but got <stream end>
            a: b: c                       | a.yaml:1:5: this is not YAML: mapping values are not allowed here
            a: *nothing                   | a.yaml:1:4: this is not YAML: found undefined alias nothing
            """)
    void whatIsRefused(String text, String message) {
        assertRefused(text, message);
    }

    @Test
    void severalDocumentsAreRefused() {
        assertRefused("a: 1\n---\nb: 2\n", "a.yaml:2:1: this is not YAML: found another document");
    }

    @Test
    void tabsAndControlCharactersAreRefused() {
        assertRefused("a:\n\tb: 1\n", "a.yaml:2:1: this is not YAML");
        assertRefused("a: \u0000", "this is not YAML");
    }

    @Test
    void anEmptyFileIsAnEmptyMapping() {
        assertThat(YamlParser.text("# only a comment\n", "a.yaml"))
                .isInstanceOfSatisfying(
                        Tree.Mapping.class,
                        mapping -> assertThat(mapping.entries()).isEmpty());
    }

    @Test
    void aliasesStandForWhatTheyName() {
        Tree.Mapping mapping = (Tree.Mapping) YamlParser.text("a: &x {b: 1}\nc: [*x, *x]\n", "a.yaml");
        assertThat(((Tree.Sequence) mapping.get("c")).items()).isEqualTo(List.of(mapping.get("a"), mapping.get("a")));
    }

    @Test
    void nestingIsBounded() {
        assertRefused("a: " + "[".repeat(60_000) + "]".repeat(60_000), "nested 50 deep");
        String deep = IntStream.range(0, 60)
                .mapToObj(depth -> " ".repeat(depth) + "a:\n")
                .collect(Collectors.joining());
        assertRefused(deep, "nested 50 deep");
    }

    /** Five levels of ten would be 100,000 parts, nine levels a billion. */
    @Test
    void aliasesOfAliasesAreBounded() {
        StringBuilder text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int level = 1; level < 5; level++) {
            String alias = "*a" + (level - 1);
            String ten =
                    String.join(", ", List.of(alias, alias, alias, alias, alias, alias, alias, alias, alias, alias));
            text.append("a" + level + ": &a" + level + " [" + ten + "]\n");
        }
        assertRefused(text.toString(), "an experiment may");
        String many = IntStream.range(0, 60).mapToObj(i -> "*x").collect(Collectors.joining(", "));
        assertRefused("a: &x [1]\nb: [" + many + "]\n", "aliases");
    }

    /** Each alias of a long text with a reference would be a copy of its own: 50,000 times 100 kB. */
    @Test
    void aliasesOfLongTextsAreBounded() {
        String aliases = "*x, ".repeat(50_000);
        assertRefused("a: &x \"${X:}" + "y".repeat(100_000) + "\"\nb: [" + aliases + "]\n", "characters");
    }

    @Test
    void anAliasInsideItselfIsRefused() {
        assertRefused("a: &x [*x, *x]\n", "an experiment may be nested 50 deep");
        assertRefused("a: &x {b: *x}\n", "an experiment may be nested 50 deep");
    }

    /** SnakeYAML copies what is left of a line again and again; advice on lines is searched for by patterns. */
    @Test
    void longLinesAreRefusedOrGetNoAdvice() {
        assertThatThrownBy(() -> YamlParser.text("a: 1\n#" + " ".repeat(1_000_000), "a.yaml"))
                .isInstanceOf(UserError.class)
                .hasMessage("a.yaml:1:1: a line has 1000001 characters, allowed are 131072; break it");
        assertThatThrownBy(() -> YamlParser.text("a: [" + "-x".repeat(60_000) + "}", "a.yaml"))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("a.yaml:1:120005: this is not YAML: ");
        assertThatThrownBy(() -> YamlParser.text("a: [" + " #".repeat(60_000), "a.yaml"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("this is not YAML: ");
    }
}
