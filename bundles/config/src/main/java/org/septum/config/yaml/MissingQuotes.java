// SPDX-License-Identifier: Apache-2.0
package org.septum.config.yaml;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** Finds the text that YAML takes for something else because it has no quotes, such as {@code {id}_img.png}. */
final class MissingQuotes {

    /** A value after a colon, a dash, a comma or a bracket. */
    private static final Pattern VALUE =
            Pattern.compile("(?<before>(?:^|[:\\-,\\[{])\\s*)(?<value>(?:[^\\s,:{}\\[\\]\"'#]*\\$?\\{[^{}\"']*}"
                    + "|\\[[^\\[\\]\\s,\"']*]|[*&!%@`])[^\\s,\\]}\"'#]*(?:\\{[^{}\"']*}[^\\s,\\]}\"'#]*)*)");

    /** Each try reads the text again; longer ones are given no advice. */
    private static final int ADVISED = 1 << 16;

    private MissingQuotes() {}

    /** What to write instead, as a part of the message; empty if quotes do not mend it. */
    static String advice(String text, MarkedYAMLException failure) {
        return line(text, failure.getProblemMark())
                .or(() -> line(text, failure.getContextMark()))
                .orElse("");
    }

    private static Optional<String> line(String text, Mark mark) {
        String[] lines = text.split("\n", -1);
        if (mark == null || mark.getLine() >= lines.length) {
            return Optional.empty();
        }
        int number = mark.getLine();
        String line = lines[number];
        if (Lookalikes.lines(line)[0].isEmpty() || text.length() > ADVISED) {
            return Optional.empty();
        }
        Matcher matcher = VALUE.matcher(line);
        for (int from = 0; from <= line.length() && matcher.find(from); from = matcher.start("value") + 1) {
            String value = matcher.group("value");
            String mended = line.substring(0, matcher.start("value"))
                    + '"'
                    + value
                    + '"'
                    + line.substring(matcher.end("value"));
            lines[number] = mended;
            String until = String.join("\n", Arrays.copyOf(lines, number + 1));
            if (isYaml(until) || isYaml(String.join("\n", lines))) {
                return Optional.of("; if the text " + value + " is meant, put it in quotes: " + mended.strip());
            }
            lines[number] = line;
        }
        return Optional.empty();
    }

    private static boolean isYaml(String text) {
        try {
            YamlParser.compose(text);
            return true;
        } catch (YAMLException e) {
            return false;
        }
    }
}
