// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.geometry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.septum.common.text.Words;

/**
 * How much of the data's foreground lies outside the network's grid on the middle of an image.
 *
 * @param labels their names, the background first
 * @param cases what the grid leaves out of each volume
 * @param height of the grid, in pixels
 * @param width of the grid, in pixels
 * @param reach what becomes of what lies outside
 */
public record GridCut(List<String> labels, List<VolumeCut> cases, int height, int width, Reach reach) {

    /** More than this share of a label's pixels outside the grid is worth a warning: a Dice of 0.995 is the most then. */
    static final double TOLERATED_OF_A_LABEL = 0.01;

    /** The same for the worst case alone. */
    static final double TOLERATED_OF_A_CASE = 0.05;

    /** Where the grid on the middle is all that is learned and predicted. */
    public GridCut(List<String> labels, List<VolumeCut> cases, int height, int width) {
        this(labels, cases, height, width, Reach.MIDDLE);
    }

    /** The same where something else becomes of what lies outside. */
    public GridCut with(Reach other) {
        return new GridCut(labels, cases, height, width, other);
    }

    /** For each label of which something lies outside, how much; nothing where that is learned and predicted all the same. */
    public Map<String, String> findings() {
        Map<String, String> findings = new LinkedHashMap<>();
        for (int label = 1; label < labels.size(); label++) {
            if (share(label) > 0 && !reach.everywhere()) {
                findings.put(labels.get(label), text(label));
            }
        }
        return findings;
    }

    private String text(int label) {
        long with = cases.stream().filter(volume -> volume.has(label)).count();
        long cut = cases.stream().filter(volume -> volume.share(label) > 0).count();
        VolumeCut worst = worst(label);
        return percent(share(label)) + " of its pixels, in " + cut + " of " + Words.count(with, "case")
                + (cut > 1
                        ? ", at worst " + percent(worst.share(label)) + " (" + worst.volume() + ")"
                        : " (" + worst.volume() + ")");
    }

    /** All findings in a line; empty if the grid leaves out no foreground. */
    public Optional<String> fact() {
        Map<String, String> findings = findings();
        return findings.isEmpty()
                ? Optional.empty()
                : Optional.of(findings.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining("; ")));
    }

    /** What a reader of the scores must know; empty if next to nothing is left out. */
    public Optional<String> warning() {
        List<Integer> badly = new ArrayList<>();
        for (int label = 1; label < labels.size(); label++) {
            if (share(label) > TOLERATED_OF_A_LABEL || worst(label).share(label) > TOLERATED_OF_A_CASE) {
                badly.add(label);
            }
        }
        if (badly.isEmpty() || reach.everywhere()) {
            return Optional.empty();
        }
        return Optional.of("foreground lies outside the network's grid of " + height + " x " + width + " pixels: "
                + badly.stream()
                        .map(label -> labels.get(label) + " " + text(label))
                        .collect(Collectors.joining("; "))
                + "; " + reach.consequence());
    }

    /**
     * What a user of the model must know of images that it segments; empty if the grid covers all of them.
     *
     * @param images their pixels, all counted as the background
     */
    public static Optional<String> uncovered(List<VolumeCut> images, int height, int width) {
        GridCut cut = new GridCut(List.of(""), images, height, width);
        long larger = images.stream().filter(image -> image.share(0) > 0).count();
        if (larger == 0) {
            return Optional.empty();
        }
        VolumeCut worst = cut.worst(0);
        return Optional.of(larger + " of " + Words.count(images.size(), "image")
                + (larger == 1 ? " is" : " are") + " larger than the network's grid of " + height + " x " + width
                + " pixels: " + percent(cut.share(0)) + " of all pixels lie outside, "
                + (larger == 1 ? "" : "at worst ") + percent(worst.share(0)) + " of " + worst.volume()
                + "; what lies outside of it is background in the mask: train with a larger data.size, or with another"
                + " data.grid (resize, or resample with a larger spacing), or on random parts of images (the augmentation"
                + " crop), which has them predicted in tiles");
    }

    /** The volume of which the largest share of a label is left out. */
    public VolumeCut worst(int label) {
        return cases.stream()
                .max(Comparator.comparingDouble(volume -> volume.share(label)))
                .orElseGet(() -> VolumeCut.none("", labels.size()));
    }

    private double share(int label) {
        long all = cases.stream().mapToLong(volume -> volume.pixels()[label]).sum();
        long outside =
                cases.stream().mapToLong(volume -> volume.outside()[label]).sum();
        return all == 0 ? 0 : (double) outside / all;
    }

    private static String percent(double share) {
        if (share < 0.001) {
            return "less than 0.1 %";
        }
        return String.format(Locale.ROOT, share < 0.1 ? "%.1f %%" : "%.0f %%", 100 * share);
    }
}
