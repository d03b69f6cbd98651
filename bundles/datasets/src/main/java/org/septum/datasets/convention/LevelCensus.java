// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.convention;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.septum.api.UserError;
import org.septum.api.data.Recognition;
import org.septum.common.text.Words;

/** Counts the numbers that masks hold, and makes labels of them. */
public final class LevelCensus {

    /** Labels beyond are numbers of single objects, or no labels at all. */
    private static final int MOST_LEVELS = 64;

    /** Few labels have more than these numbers by far; soft edges have all between two. */
    private static final int MANY_LEVELS = 8;

    /** Two numbers with more of all pixels than this, and many others, are a mask with soft edges. */
    private static final double TWO_HAVE_ALL = 0.9;

    /** A number above this is a grey level for the eye; it does not count labels. */
    private static final int LARGEST_NUMBER = 40;

    private static final double MOSTLY = 0.9;

    private static final int WHITE = 255;

    private static final int SHOWN = 12;

    private final String unit;
    private final Map<Integer, Long> pixels = new TreeMap<>();
    private final Map<Integer, Integer> masks = new HashMap<>();
    private int counted;
    private long all;

    /** @param unit what has a number: a pixel, or a voxel */
    public LevelCensus(String unit) {
        this.unit = unit;
    }

    /** Adds the numbers of one mask. */
    public void add(int[] levels) {
        Map<Integer, Long> found = new HashMap<>();
        int from = 0;
        for (int i = 1; i <= levels.length; i++) {
            if (i == levels.length || levels[i] != levels[from]) {
                found.merge(levels[from], (long) (i - from), Long::sum);
                from = i;
            }
        }
        found.forEach((level, count) -> {
            pixels.merge(level, count, Long::sum);
            masks.merge(level, 1, Integer::sum);
        });
        counted++;
        all += levels.length;
    }

    /**
     * The option {@code levels}.
     *
     * @param total how many masks there are
     * @param where the folder, for messages
     * @throws UserError if there is nothing beside the background, or the numbers are no labels
     */
    public Recognition.Setting setting(int total, String where) {
        require(where);
        int background = background();
        Map<String, Object> levels = new LinkedHashMap<>();
        levels.put("background", background);
        boolean numbers = pixels.keySet().stream().allMatch(level -> level <= LARGEST_NUMBER);
        List<String> parts = new ArrayList<>();
        parts.add(part("background", background));
        for (int level : pixels.keySet()) {
            if (level != background) {
                String name = "label_" + (numbers ? level : levels.size());
                levels.put(name, level);
                parts.add(part(name, level));
            }
        }
        String which = counted == total
                ? "All " + Words.count(total, "mask") + " hold"
                : counted + " of " + total + " masks were looked at; they hold";
        return new Recognition.Setting(
                "levels", levels, which + " " + String.join(", ", parts) + ".", doubt(background, levels));
    }

    private String part(String name, int level) {
        return level + " (" + name + ": " + percent(level) + " of " + unit + "s, in " + masks.get(level) + " of "
                + counted + ")";
    }

    private String percent(int level) {
        double share = 100.0 * pixels.get(level) / all;
        return String.format(Locale.ROOT, share < 1 ? "%.2g %%" : "%.1f %%", share);
    }

    private String doubt(int background, Map<String, Object> levels) {
        List<String> names = levels.keySet().stream().skip(1).toList();
        String doubt = "the data do not say what " + Words.some(names, 3) + (names.size() == 1 ? " is" : " are")
                + ": rename " + (names.size() == 1 ? "it" : "them") + " here; no other setting has the name";
        int most = pixels.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
        if (!pixels.containsKey(0)) {
            doubt += "; no " + unit + " is 0, so " + background + ", which most have, was taken for the background";
        } else if (most != background && pixels.get(most) > MOSTLY * all) {
            doubt += "; " + most + " fills " + percent(most) + ": if that is the background, exchange it with "
                    + background;
        }
        if (levels.size() > 3 && pixels.containsKey(WHITE) && others() <= LARGEST_NUMBER) {
            doubt += "; 255 beside small numbers often means 'nobody has judged this': then add ignore: ["
                    + levels.keySet().stream().reduce((first, second) -> second).orElse("") + "]";
        }
        return doubt;
    }

    private int others() {
        return pixels.keySet().stream()
                .filter(level -> level != WHITE)
                .mapToInt(level -> level)
                .max()
                .orElse(0);
    }

    private int background() {
        return pixels.containsKey(0)
                ? 0
                : pixels.entrySet().stream()
                        .max(Map.Entry.comparingByValue())
                        .orElseThrow()
                        .getKey();
    }

    private void require(String where) {
        String looked = Words.count(counted, "mask") + " that " + (counted == 1 ? "was" : "were") + " looked at";
        if (pixels.size() < 2) {
            throw new UserError(
                    where + ": the " + looked + " hold nothing but "
                            + pixels.keySet().stream().findFirst().orElse(0)
                            + ": there is no structure to learn. Look at the masks, and at whether images and masks were exchanged");
        }
        if (pixels.size() > MANY_LEVELS && hasSoftEdges()) {
            List<Map.Entry<Integer, Long>> two = mostFrequent();
            throw new UserError(where + ": the " + looked + " have soft edges: "
                    + two.get(0).getKey() + " and "
                    + two.get(1).getKey() + " have " + String.format(Locale.ROOT, "%.1f", 100 * share(two))
                    + " % of the " + unit
                    + "s, and " + (pixels.size() - 2) + " other numbers lie between and around them (" + some()
                    + "), as JPEG, smoothing or resampling leaves them. Labels cannot be told from these: make the masks anew"
                    + " from their source, or cut them at a threshold, for example at "
                    + (two.get(0).getKey() + two.get(1).getKey()) / 2);
        }
        if (pixels.size() > MOST_LEVELS) {
            throw new UserError(where + ": the " + looked + " hold " + pixels.size() + " different numbers (" + some()
                    + "), allowed are " + MOST_LEVELS
                    + ": these are no labels of structures but numbers of single objects,"
                    + " distances or grey levels. Store one number for each structure, the same in all masks");
        }
    }

    /** Whether two numbers have nearly all, and the others lie spread around them. */
    private boolean hasSoftEdges() {
        int largest = pixels.keySet().stream().mapToInt(level -> level).max().orElse(0);
        return share(mostFrequent()) >= TWO_HAVE_ALL && largest > 2 * MOST_LEVELS && pixels.size() > MANY_LEVELS;
    }

    private double share(List<Map.Entry<Integer, Long>> levels) {
        return levels.stream().mapToLong(Map.Entry::getValue).sum() / (double) all;
    }

    private List<Map.Entry<Integer, Long>> mostFrequent() {
        return pixels.entrySet().stream()
                .sorted(Map.Entry.<Integer, Long>comparingByValue().reversed())
                .limit(2)
                .toList();
    }

    private String some() {
        return Words.some(pixels.keySet().stream().map(String::valueOf).toList(), SHOWN);
    }
}
