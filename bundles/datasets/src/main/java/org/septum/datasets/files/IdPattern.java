// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.files;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.septum.api.Arguments;
import org.septum.api.UserError;

/** A regular expression whose only group picks a part out of an id, such as the patient's name. */
public record IdPattern(String option, Pattern regex) {

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
                    option, "found '" + text + "', which is not a regular expression: " + e.getDescription());
        }
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
