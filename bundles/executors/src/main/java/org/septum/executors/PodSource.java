// SPDX-License-Identifier: Apache-2.0
package org.septum.executors;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.septum.api.UserError;

/**
 * What runs in a pod and what it can write, by the user's word: from the command line, or else from the environment.
 *
 * @param image the container image; Java and Septum's folder must be in it or in the volume
 * @param claim the persistent volume claim with this working directory, its data and its runs
 */
record PodSource(String image, String claim) {

    private static final String IMAGE = "[A-Za-z0-9][A-Za-z0-9._/:@-]{0,511}";
    private static final String CLAIM = "[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?";

    /**
     * Finds both.
     *
     * @param options {@code image=NAME} and {@code claim=NAME}, given with {@code --executor-option}
     * @param environment may have SEPTUM_IMAGE and SEPTUM_CLAIM
     * @throws UserError if one is missing or is no name, or there is another option
     */
    static PodSource of(List<String> options, Map<String, String> environment) {
        Map<String, String> given = new HashMap<>();
        for (String option : options) {
            int equals = option.indexOf('=');
            if (equals < 0 || !List.of("image", "claim").contains(option.substring(0, equals))) {
                throw new UserError("--executor-option " + option
                        + ": the executor kubernetes takes image=NAME and claim=NAME; what else its job needs can be added"
                        + " to the job.yaml that it writes");
            }
            given.put(option.substring(0, equals), option.substring(equals + 1));
        }
        return new PodSource(
                one("image", "SEPTUM_IMAGE", IMAGE, given, environment),
                one("claim", "SEPTUM_CLAIM", CLAIM, given, environment));
    }

    private static String one(
            String name, String variable, String pattern, Map<String, String> given, Map<String, String> environment) {
        String value = given.getOrDefault(name, environment.getOrDefault(variable, ""));
        if (value.isEmpty()) {
            throw new UserError("the executor kubernetes needs the name of the "
                    + (name.equals("image")
                            ? "container image, in which or in whose volume are Java and Septum's folder"
                            : "persistent volume claim with this folder, its data and its runs")
                    + ": give --executor-option " + name + "=NAME, or set " + variable
                    + "; an experiment cannot name it");
        }
        if (!value.matches(pattern)) {
            throw new UserError("the executor kubernetes: found the " + name + " '" + value
                    + "', which is no such name; correct --executor-option " + name + "=NAME, or " + variable);
        }
        return value;
    }
}
