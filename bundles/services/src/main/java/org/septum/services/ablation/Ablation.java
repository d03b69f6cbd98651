// SPDX-License-Identifier: Apache-2.0
package org.septum.services.ablation;

import java.util.List;
import org.septum.api.Component;

/**
 * The section {@code ablation:} of an experiment: the experiment itself and variants of it, each trained several times.
 *
 * @param variants the baseline first, without overrides; then the named ones, then those of the grid
 * @param repetitions how each variant is repeated, seeds within folds; at least one
 * @param executor what trains them
 */
public record Ablation(List<Variant> variants, List<Repetition> repetitions, Component executor) {

    /**
     * A variant.
     *
     * @param name names its folder
     * @param overrides {@code key.path=value} texts, as given with {@code --set}
     */
    public record Variant(String name, List<String> overrides) {}

    /**
     * One of several trainings of a variant.
     *
     * @param name for people: {@code seed 1}, or {@code seed 1, fold 0}
     * @param overrides the seed and fold as {@code key.path=value} texts
     */
    public record Repetition(String name, List<String> overrides) {}

    /** The baseline's name. */
    public String baseline() {
        return variants.get(0).name();
    }
}
