// SPDX-License-Identifier: Apache-2.0
package org.septum.config.merge;

import java.util.Map;
import java.util.TreeMap;
import org.septum.api.UserError;
import org.septum.api.experiment.Experiment;
import org.septum.config.yaml.Tree;
import org.septum.services.experiment.Problems;

/** The settings of an experiment, as it is written, that say where something lies: see {@link Experiment#PLACES}. */
public final class Places {

    private Places() {}

    /** Those that refer to the environment, by their paths, with their texts. */
    public static Map<String, String> references(Tree.Mapping experiment) {
        Map<String, String> references = new TreeMap<>();
        for (String place : Experiment.PLACES) {
            if (at(place, experiment) instanceof Tree.Scalar scalar && Environment.isIn(scalar)) {
                references.put(place, scalar.text());
            }
        }
        return references;
    }

    /** @return null if there is none */
    private static Tree at(String path, Tree tree) {
        if (path.isEmpty() || tree == null) {
            return tree;
        }
        int dot = path.indexOf('.');
        String key = dot < 0 ? path : path.substring(0, dot);
        return tree instanceof Tree.Mapping mapping
                ? at(dot < 0 ? "" : path.substring(dot + 1), mapping.get(key))
                : null;
    }

    /** The tree with places whose variables are not set standing for themselves. */
    public static Tree.Mapping standing(Tree.Mapping experiment) {
        return (Tree.Mapping) standing("", experiment);
    }

    private static Tree standing(String path, Tree tree) {
        if (tree instanceof Tree.Mapping mapping) {
            return mapping.map((key, value) -> standing(below(path, key), value));
        }
        return tree instanceof Tree.Scalar scalar && Experiment.PLACES.contains(path) && Environment.isMissingIn(scalar)
                ? new Tree.Scalar(scalar.text().replace("${", "$${"), true, scalar.location())
                : tree;
    }

    private static String below(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /**
     * Looks through a run's experiment.yaml for references to the environment that are in no place: Septum records none.
     *
     * @param problems receives an error for each
     */
    public static void check(String path, Tree tree, Problems problems) {
        if (tree instanceof Tree.Mapping mapping) {
            mapping.entries().forEach((key, entry) -> check(below(path, key), entry.value(), problems));
        } else if (tree instanceof Tree.Sequence list) {
            list.items().forEach(item -> check(path + "[]", item, problems));
        } else if (tree instanceof Tree.Scalar scalar
                && !Experiment.PLACES.contains(path)
                && Environment.isIn(scalar)) {
            problems.add(new UserError(
                    scalar.location(),
                    path + ": found the reference '" + scalar.text()
                            + "'; the experiment of a run, which tells what the run"
                            + " was made from, refers to the environment only in "
                            + String.join(", ", Experiment.PLACES)
                            + "; write its value, or $${ for ${"));
        }
    }
}
