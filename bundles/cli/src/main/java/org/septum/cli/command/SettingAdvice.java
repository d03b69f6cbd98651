// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.command;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recognizes settings that were written as other programs take them: {@code a.b=1}, {@code --epochs 5}, {@code --lr=1e-3}. */
final class SettingAdvice {

    private static final Pattern ASSIGNED =
            Pattern.compile("(?:--?)?(?<name>[A-Za-z][A-Za-z0-9_.\\[\\]-]*)=(?<value>.*)");
    private static final Pattern OPTION = Pattern.compile("--?(?<name>[A-Za-z][A-Za-z0-9_.-]*)");

    private SettingAdvice() {}

    /**
     * What was probably meant.
     *
     * @param unmatched the arguments that nobody takes, the first of which decides
     * @param arguments all of them
     * @param names the path of the setting that a bare name means, if any
     * @return for example {@code --set training.epochs=5}; empty if nothing was recognized
     */
    static Optional<String> of(
            List<String> unmatched, List<String> arguments, Function<String, Optional<String>> names) {
        if (unmatched.isEmpty()) {
            return Optional.empty();
        }
        String first = unmatched.get(0);
        Matcher assigned = ASSIGNED.matcher(first);
        if (assigned.matches()) {
            return path(assigned.group("name"), names).map(path -> "--set " + path + "=" + assigned.group("value"));
        }
        Matcher option = OPTION.matcher(first);
        return option.matches()
                ? path(option.group("name"), names).map(path -> "--set " + path + "=" + next(first, arguments))
                : Optional.empty();
    }

    private static Optional<String> path(String name, Function<String, Optional<String>> names) {
        return name.contains(".") ? Optional.of(name) : names.apply(name);
    }

    private static String next(String option, List<String> arguments) {
        int at = arguments.indexOf(option) + 1;
        return at > 0 && at < arguments.size() && !arguments.get(at).startsWith("--") ? arguments.get(at) : "VALUE";
    }
}
