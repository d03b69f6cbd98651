// SPDX-License-Identifier: Apache-2.0
package org.septum.api.data;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A part of a dataset, by what its samples are for. In files, tables, names of scores and on the command line it stands in
 * lower case, as {@link #toString} has it.
 */
public enum Part {
    /** The network's weights are fitted to it. */
    TRAIN,

    /** Scored while the training goes on: checkpoints, schedules and stopping rules go by it. */
    VALIDATION,

    /** Scored once, in the end. */
    TEST;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The part of a name as files have it; empty if there is none. */
    public static Optional<Part> find(String word) {
        return Arrays.stream(values()).filter(part -> part.word.equals(word)).findFirst();
    }

    /** Several in one text. */
    public static String join(String between, Collection<Part> parts) {
        return parts.stream().map(Part::toString).collect(Collectors.joining(between));
    }

    /** What the samples are called: {@code train}, {@code validation} or {@code test}. */
    @Override
    public String toString() {
        return word;
    }
}
