// SPDX-License-Identifier: Apache-2.0
package org.septum.api;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Collects what is wrong with the user's input, so that all of it is told in one go. */
public final class Problems {

    private final Set<String> found = new LinkedHashSet<>();

    /** Does something, and goes on if the user's input is wrong. */
    public void attempt(Runnable work) {
        attempt(() -> {
            work.run();
            return true;
        });
    }

    /**
     * Makes something, and goes on if the user's input is wrong.
     *
     * @return empty if it is, or if nothing was made
     */
    public <T> Optional<T> attempt(Supplier<T> work) {
        try {
            return Optional.ofNullable(work.get());
        } catch (UserError e) {
            add(e);
            return Optional.empty();
        }
    }

    /** Adds all that an error tells. */
    public void add(UserError error) {
        found.addAll(error.problems());
    }

    /** Adds all that an error tells, each with a word on what it is about before it. */
    public void add(String about, UserError error) {
        error.problems().forEach(problem -> found.add(about + ": " + problem));
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** Each on its own, in the order in which they were found. */
    public List<String> all() {
        return List.copyOf(found);
    }

    /**
     * Ends the work if something is wrong.
     *
     * @throws UserError with everything that was found, a line for each
     */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new UserError(String.join("\n", found), all());
        }
    }
}
