// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.files;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;
import org.septum.api.Arguments;
import org.septum.api.UserError;

/**
 * A regular expression whose only group picks a part out of an id, such as the patient's name. It is matched by RE2, in time
 * that grows with the id alone: an experiment may come from a stranger, and in Java's own patterns a few characters are enough
 * for a search without end, or one that takes the whole stack. What needs such searches, lookaround and references to groups, is
 * therefore refused.
 */
public record IdPattern(String option, Pattern regex) {

    private static final int LONGEST = 1000;

    /** Each character of it, repetitions counted, is looked at for each character of an id. */
    private static final long LARGEST = 20_000;

    private static final Pattern REPETITION = Pattern.compile("(.?)\\{([0-9]{1,9})(?:,([0-9]{0,9}))?\\}");

    /** The pattern that an option holds, if it holds one. */
    public static Optional<IdPattern> of(Arguments arguments, String option) {
        if (!arguments.has(option)) {
            return Optional.empty();
        }
        return Optional.of(of(arguments, option, arguments.text(option)));
    }

    /**
     * A pattern given under an option.
     *
     * @throws UserError if it is not a regular expression with one group
     */
    public static IdPattern of(Arguments arguments, String option, String text) {
        if (text.length() > LONGEST || size(text) > LARGEST) {
            throw arguments.error(
                    option,
                    "found a regular expression of " + text.length() + " characters, " + size(text)
                            + " with its repetitions; allowed are " + LONGEST + ", and " + LARGEST
                            + " with repetitions such as {4} counted");
        }
        try {
            Pattern regex = Pattern.compile(text);
            if (regex.matcher("").groupCount() != 1) {
                throw arguments.error(
                        option,
                        "found '" + text
                                + "', allowed is a regular expression with exactly one group in parentheses, for"
                                + " example ^(.*?)-");
            }
            return new IdPattern(option, regex);
        } catch (PatternSyntaxException e) {
            throw arguments.error(
                    option,
                    "found '" + text
                            + "', which is not a regular expression of RE2 (github.com/google/re2/wiki/Syntax): "
                            + e.getDescription());
        }
    }

    /** What a pattern has at most when it is written out: repetitions of groups multiply, for they may stand in each other. */
    private static long size(String text) {
        double groups = 1;
        double others = 1;
        Matcher matcher = REPETITION.matcher(text);
        while (matcher.find()) {
            int least = Integer.parseInt(matcher.group(2));
            boolean open = matcher.group(3) == null || matcher.group(3).isEmpty();
            int times = Math.max(1, open ? least : Integer.parseInt(matcher.group(3)));
            if (matcher.group(1).equals(")")) {
                groups *= times;
            } else {
                others = Math.max(others, times);
            }
        }
        return (long) (text.length() * groups * others);
    }

    /** The part, searched for anywhere in the id. */
    public Optional<String> find(String id) {
        Matcher matcher = regex.matcher(id);
        return matcher.find() ? Optional.ofNullable(matcher.group(1)) : Optional.empty();
    }

    /**
     * The part, which every id must have.
     *
     * @throws UserError if the id does not match, or the part is empty
     */
    public String required(String id, Arguments arguments) {
        String part =
                find(id).orElseThrow(() -> arguments.error(option, "id '" + id + "' does not match '" + regex + "'"));
        if (part.isEmpty()) {
            throw arguments.error(
                    option,
                    "the group in '" + regex + "' finds an empty text in the id '" + id + "'; let it find more");
        }
        return part;
    }
}
