// SPDX-License-Identifier: Apache-2.0
package org.septum.compare;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.septum.api.UserError;

/**
 * A condition on a run such as {@code model.depth=3} or {@code test/structures/dice>0.9}.
 *
 * @param operator one of {@code = != < <= > >=}
 */
record Filter(String key, String operator, String value) {

    private static final Pattern FORM = Pattern.compile("([^=!<>]+?)\\s*(!=|<=|>=|=|<|>)\\s*(.*)");

    /**
     * @throws UserError if the text has no operator, or orders by something that is no number
     */
    static Filter of(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new UserError(
                    "--filter " + text + ": write KEY=VALUE, or one of != < <= > >= in place of =, for example"
                            + " model.depth=3 or 'test/structures/dice>0.9'");
        }
        Filter filter = new Filter(matcher.group(1).strip(), matcher.group(2), matcher.group(3));
        if (filter.orders() && !Numbers.isNumber(filter.value)) {
            throw new UserError("--filter " + text + ": after " + filter.operator + " a number is needed, found '"
                    + filter.value + "'");
        }
        return filter;
    }

    private boolean orders() {
        return operator.startsWith("<") || operator.startsWith(">");
    }

    /**
     * @param found the run's value; null if it has none, which meets no condition but {@code !=}
     */
    boolean accepts(String found) {
        if (found == null) {
            return operator.equals("!=");
        }
        if (!orders()) {
            return same(found) == operator.equals("=");
        }
        if (!Numbers.isNumber(found)) {
            return false;
        }
        double a = Double.parseDouble(found);
        double b = Double.parseDouble(value);
        return switch (operator) {
            case "<" -> a < b;
            case "<=" -> a <= b;
            case ">" -> a > b;
            default -> a >= b;
        };
    }

    /** 1e-3 and 0.001 are the same. */
    private boolean same(String found) {
        return found.equals(value)
                || Numbers.isNumber(found)
                        && Numbers.isNumber(value)
                        && Double.parseDouble(found) == Double.parseDouble(value);
    }
}
