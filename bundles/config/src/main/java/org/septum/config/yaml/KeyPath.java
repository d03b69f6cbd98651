// SPDX-License-Identifier: Apache-2.0
package org.septum.config.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.septum.api.Location;
import org.septum.api.UserError;

/** A path of keys and indices, such as {@code data.augment[0].type}. */
public final class KeyPath {

    /** Java's patterns take a part of the stack for each step. */
    private static final int LONGEST_PATH = 1000;

    private static final Pattern STEP = Pattern.compile("([^.\\[\\]]+)|\\[(\\d+)]");

    private static final Pattern PATH = Pattern.compile("[^.\\[\\]=]+(?:\\.[^.\\[\\]=]+|\\[\\d+])*");

    private KeyPath() {}

    /**
     * The keys and indices of a path, indices in their brackets.
     *
     * @throws UserError if a part of it is none
     */
    public static List<String> steps(String path, Location location) {
        if (path.length() > LONGEST_PATH) {
            throw new UserError(
                    location, "a path of keys has " + path.length() + " characters, allowed are " + LONGEST_PATH);
        }
        if (!PATH.matcher(path).matches()) {
            throw new UserError(
                    location,
                    "'" + path + "' is no path of keys: write one dot between two keys, and the number of a list's"
                            + " element in brackets, as in training.epochs or data.augment[0].type");
        }
        List<String> steps = new ArrayList<>();
        Matcher matcher = STEP.matcher(path);
        while (matcher.find()) {
            steps.add(matcher.group());
        }
        return steps;
    }
}
