// SPDX-License-Identifier: Apache-2.0
package org.septum.services.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.septum.api.Printable;
import org.septum.api.UserError;

/** Collects what is wrong with the user's input, so that all of it is told in one go, each thing once. */
public final class Problems {

    /** More than a terminal shows at once is of no use to a reader. */
    private static final int MOST_TOLD = 40;

    /** What each problem was said to be about; nothing where it is about all. */
    private final Map<String, List<String>> found = new LinkedHashMap<>();

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
        error.problems().forEach(problem -> found.put(problem, List.of()));
    }

    /**
     * Adds all that an error tells of one of several things that are looked at, such as an ablation's variants. What is wrong
     * with several of them alike is told of the first, with the number of the others; what is wrong anyway is not told again.
     */
    public void add(String about, UserError error) {
        for (String problem : error.problems()) {
            List<String> names = found.computeIfAbsent(problem, key -> new ArrayList<>(List.of(about)));
            if (!names.isEmpty() && !names.contains(about)) {
                names.add(about);
            }
        }
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** Each on its own, in the order in which they were found. */
    public List<String> all() {
        List<String> all = new ArrayList<>();
        found.forEach((problem, names) -> all.add(about(names) + problem));
        return all;
    }

    private static String about(List<String> names) {
        return switch (names.size()) {
            case 0 -> "";
            case 1 -> Printable.line(names.get(0)) + ": ";
            default -> Printable.line(names.get(0)) + ", and " + (names.size() - 1) + " more: ";
        };
    }

    /**
     * Ends the work if something is wrong.
     *
     * @throws UserError with everything that was found, a line for each; of very many, the first
     */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            List<String> all = all();
            int told = Math.min(all.size(), MOST_TOLD);
            String rest = all.size() > told ? "\nand " + (all.size() - told) + " more" : "";
            throw new UserError(String.join("\n", all.subList(0, told)) + rest, all);
        }
    }
}
