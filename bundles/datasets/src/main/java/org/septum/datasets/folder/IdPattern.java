// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.folder;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.septum.api.Arguments;

/** A regular expression whose only group picks a part out of an id, such as the patient's name. */
record IdPattern(String option, Pattern regex) {

    /** The pattern that an option holds, if it holds one. */
    static Optional<IdPattern> of(Arguments arguments, String option) {
        if (!arguments.has(option)) {
            return Optional.empty();
        }
        String text = arguments.text(option);
        try {
            Pattern regex = Pattern.compile(text);
            if (regex.matcher("").groupCount() != 1) {
                throw arguments.error(
                        option,
                        "found '" + text
                                + "', allowed is a regular expression with exactly one group in parentheses, for"
                                + " example ^(.*?)-");
            }
            return Optional.of(new IdPattern(option, regex));
        } catch (PatternSyntaxException e) {
            throw arguments.error(
                    option, "found '" + text + "', which is not a regular expression: " + e.getDescription());
        }
    }

    /** The part, searched for anywhere in the id. */
    Optional<String> find(String id) {
        Matcher matcher = regex.matcher(id);
        return matcher.find() ? Optional.ofNullable(matcher.group(1)) : Optional.empty();
    }
}
