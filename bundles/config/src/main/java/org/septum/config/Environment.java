// SPDX-License-Identifier: Apache-2.0
package org.septum.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.septum.api.UserError;

/** Replaces {@code ${NAME}} and {@code ${NAME:default}} by environment variables; {@code $${} stands for itself. */
final class Environment {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\$\\{|\\$\\{([A-Za-z_][A-Za-z0-9_]*)(:([^}]*))?}");

    private Environment() {}

    /**
     * @throws UserError if a variable is not set and has no default
     */
    static Tree.Scalar resolve(Tree.Scalar scalar) {
        if (!scalar.text().contains("${")) {
            return scalar;
        }
        Matcher matcher = REFERENCE.matcher(scalar.text());
        StringBuilder text = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(text, Matcher.quoteReplacement(replacement(scalar, matcher)));
        }
        matcher.appendTail(text);
        return new Tree.Scalar(text.toString(), scalar.quoted(), scalar.location());
    }

    private static String replacement(Tree.Scalar scalar, Matcher matcher) {
        if (matcher.group(1) == null) {
            return "${";
        }
        String value = System.getenv(matcher.group(1));
        if (value != null && !value.isEmpty()) {
            return value;
        }
        if (matcher.group(2) == null) {
            throw new UserError(
                    scalar.location(),
                    "the environment variable " + matcher.group(1) + " is not set; set it, or write ${"
                            + matcher.group(1) + ":default}");
        }
        return matcher.group(3);
    }
}
