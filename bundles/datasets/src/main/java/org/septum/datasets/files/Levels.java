// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.files;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.OptionType;
import org.septum.api.UserError;

/** Which stored numbers, such as the grey levels of a mask, mean which label. */
public final class Levels {

    private static final String OPTION = "levels";

    private static final int SHOWN = 20;

    /** For files in which not every pixel was judged. */
    public static final Option IGNORED = Option.list(
                    "ignore",
                    new OptionType.Text(),
                    "the labels, of those in levels, of pixels that nobody has judged: losses and metrics leave these pixels"
                            + " out, and no head has a class for them; none if left out")
            .optional();

    private final Map<String, List<Integer>> levelsOfLabel = new LinkedHashMap<>();
    private final Set<String> ignored;
    private final Map<Integer, Integer> labelOfLevel = new HashMap<>();

    /**
     * @param declared label names with their levels, each a list of whole numbers; the first label is the background
     * @throws IllegalArgumentException if there are fewer than two labels or a level has two labels
     */
    public Levels(Map<String, ?> declared) {
        this(declared, Set.of());
    }

    /**
     * The same with labels of pixels that nobody has judged.
     *
     * @throws IllegalArgumentException also if one of them is no label, or the background, or no other structure is left
     */
    public Levels(Map<String, ?> declared, Set<String> ignored) {
        this.ignored = Set.copyOf(ignored);
        for (Map.Entry<String, ?> entry : declared.entrySet()) {
            List<Integer> levels = new ArrayList<>();
            for (Object level : (List<?>) entry.getValue()) {
                int number = Math.toIntExact((Long) level);
                if (labelOfLevel.putIfAbsent(number, levelsOfLabel.size()) != null) {
                    throw new IllegalArgumentException("level " + number + " is declared twice");
                }
                levels.add(number);
            }
            levelsOfLabel.put(entry.getKey(), levels);
        }
        if (levelsOfLabel.size() < 2) {
            throw new IllegalArgumentException("found " + levelsOfLabel.size()
                    + " label(s), allowed are at least two: the background and a structure");
        }
        for (String label : ignored) {
            if (labels().indexOf(label) < 1) {
                throw new IllegalArgumentException("the label '" + label + "' is to be ignored and is "
                        + (labels().contains(label) ? "the background" : "not declared") + "; declared are "
                        + String.join(", ", labels()) + ", the first being the background");
            }
        }
        if (labels().size() - ignored.size() < 2) {
            throw new IllegalArgumentException("found no label beside the background and what is to be ignored ("
                    + String.join(", ", ignored) + "); declare a structure");
        }
    }

    /**
     * The option that declares them.
     *
     * @param least the smallest number that files can store
     * @param most the largest
     */
    public static Option option(long least, long most, String documentation) {
        return Option.mapping(OPTION, new OptionType.OneOrMore(new OptionType.Whole(least, most)), documentation);
    }

    /**
     * The levels that {@link #option} declares.
     *
     * @throws UserError if there are fewer than two labels or a level has two labels
     */
    public static Levels of(Arguments arguments) {
        try {
            boolean ignoring = arguments.has(IGNORED.name());
            return new Levels(
                    arguments.mapping(OPTION, Object.class),
                    ignoring ? new LinkedHashSet<>(arguments.list(IGNORED.name(), String.class)) : Set.of());
        } catch (IllegalArgumentException e) {
            throw arguments.error(OPTION, e.getMessage());
        }
    }

    /** The labels of pixels that nobody has judged. */
    public Set<String> ignored() {
        return ignored;
    }

    /** The names of the labels. */
    public List<String> labels() {
        return List.copyOf(levelsOfLabel.keySet());
    }

    /** For each label the number that stands for it, the first where there are several; empty if a label has none. */
    public List<Integer> firstOfEach() {
        if (levelsOfLabel.values().stream().anyMatch(List::isEmpty)) {
            return List.of();
        }
        return levelsOfLabel.values().stream().map(levels -> levels.get(0)).toList();
    }

    /**
     * Turns levels into labels.
     *
     * @param file what the levels were read from, for messages
     * @param unit what has a level: a pixel, or a voxel
     * @throws UserError if there is a level that is not declared; the message counts all levels
     */
    public int[] labels(int[] levels, String file, String unit) {
        int[] labels = new int[levels.length];
        Integer label = null;
        for (int i = 0; i < levels.length; i++) {
            // Neighbours mostly have the same level.
            if (i == 0 || levels[i] != levels[i - 1]) {
                label = labelOfLevel.get(levels[i]);
            }
            if (label == null) {
                throw undeclared(levels, file, unit);
            }
            labels[i] = label;
        }
        return labels;
    }

    private UserError undeclared(int[] levels, String file, String unit) {
        Map<Integer, Integer> histogram = new TreeMap<>();
        for (int level : levels) {
            histogram.merge(level, 1, Integer::sum);
        }
        List<Integer> unknown = histogram.keySet().stream()
                .filter(level -> !labelOfLevel.containsKey(level))
                .toList();
        return new UserError(file + " has " + (unknown.size() == 1 ? "level " : unknown.size() + " levels, the first ")
                + unknown.get(0) + ", that no label declares.\n  found: " + text(histogram, unit)
                + "\n  declared: " + declared() + "\n  Correct the file, or declare what it has");
    }

    private static String text(Map<Integer, Integer> histogram, String unit) {
        String text = histogram.entrySet().stream()
                .limit(SHOWN)
                .map(entry ->
                        entry.getKey() + " (" + entry.getValue() + " " + unit + (entry.getValue() == 1 ? ")" : "s)"))
                .collect(Collectors.joining(", "));
        int more = histogram.size() - SHOWN;
        return more > 0 ? text + " and " + more + " more levels" : text;
    }

    private String declared() {
        return levelsOfLabel.entrySet().stream()
                .map(entry -> entry.getKey() + " "
                        + entry.getValue().stream().map(String::valueOf).collect(Collectors.joining("/")))
                .collect(Collectors.joining(", "));
    }
}
