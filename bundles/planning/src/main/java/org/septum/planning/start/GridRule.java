// SPDX-License-Identifier: Apache-2.0
package org.septum.planning.start;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.septum.api.data.Recognition.Size;
import org.septum.api.data.Spacing;
import org.septum.common.text.Words;
import org.septum.planning.draft.Numbers;

/**
 * Decides how the network's pixels lie on images, for a machine of two cores: an input of up to 256 x 256 pixels.
 *
 * <p>Where spacings are known, all images get the middle one of them if they differ, and a coarser one if images would be larger
 * than the input and what is marked does not lie in their middle. Where they are not known, small images keep their pixels, and
 * larger ones are reduced. What would become too small by that is shown in parts at its own resolution.
 */
record GridRule(DataFacts facts) {

    /** The longest side of the input: a step of eight such images takes a fraction of a second on two cores. */
    private static final int LIMIT = 256;

    private static final int LARGE_STEP = 16;
    private static final int SMALL_STEP = 8;
    private static final int SMALL_SIZE = 64;

    /** The images that the input has to hold as they are; what is larger than nineteen of twenty is an exception. */
    private static final double COVERED = 0.95;

    /** Spacings that differ by less are one, rounded differently. */
    private static final double SAME = 0.02;

    /** A structure of fewer pixels on the grid is not worth learning from. */
    private static final int SMALL = 100;

    /** Room around what is marked, for augmentation and other patients. */
    private static final double ROOM = 1.1;

    /**
     * What was decided.
     *
     * @param crops whether the training shows parts of images
     */
    record Choice(Object grid, String gridReason, int height, int width, String sizeReason, boolean crops) {}

    Choice choose() {
        return facts.spacingKnown() ? bySpacing() : byPixels();
    }

    private Choice bySpacing() {
        double row = middle(size -> size.spacing().orElseThrow().row());
        double column = middle(size -> size.spacing().orElseThrow().column());
        double least = extreme(false);
        double greatest = extreme(true);
        boolean differ = greatest > least * (1 + SAME);
        double height =
                covered(size -> size.height() * size.spacing().orElseThrow().row() / row);
        double width =
                covered(size -> size.width() * size.spacing().orElseThrow().column() / column);
        String spacings = differ
                ? "Pixels are " + mm(least) + " to " + mm(greatest) + " mm large, with a median of " + mm(row) + " x "
                        + mm(column) + " mm over all " + facts.noun() + "s"
                : "All pixels are " + mm(row) + " x " + mm(column) + " mm large";
        if (fits(height, width)) {
            return new Choice(
                    differ ? resample(row, column) : "crop-or-pad",
                    spacings + (differ ? ": all images get these." : "."),
                    stepped(height),
                    stepped(width),
                    sizes() + most(differ, height, width),
                    false);
        }
        double marked = Math.max(marked(true, row), marked(false, column));
        if (marked > 0 && marked <= LIMIT) {
            return new Choice(
                    differ ? resample(row, column) : "crop-or-pad",
                    spacings + (differ ? ": all images get these." : "."),
                    Math.min(LIMIT, stepped(height)),
                    Math.min(LIMIT, stepped(width)),
                    sizes() + " The middle " + Math.min(LIMIT, stepped(height)) + " x "
                            + Math.min(LIMIT, stepped(width))
                            + " of the grid hold what is marked in the " + looked() + ", which reaches over "
                            + rounded(marked / ROOM) + " pixels; a size for two cores.",
                    false);
        }
        double factor = Math.max(height, width) / LIMIT;
        if (small(factor)) {
            return parts(differ ? resample(row, column) : "crop-or-pad", spacings + ".", factor);
        }
        return new Choice(
                resample(row * factor, column * factor),
                spacings + ", where images would have " + rounded(height) + " x " + rounded(width)
                        + " pixels. They are made coarser to fit the size; finer, with a larger size, takes longer.",
                stepped(height / factor),
                stepped(width / factor),
                sizes() + " A size for two cores.",
                false);
    }

    private Choice byPixels() {
        int height = facts.sizes().stream().mapToInt(Size::height).max().orElseThrow();
        int width = facts.sizes().stream().mapToInt(Size::width).max().orElseThrow();
        if (fits(height, width)) {
            return new Choice(
                    "crop-or-pad",
                    "The images' own pixels; what is smaller than the size gets a border.",
                    stepped(height),
                    stepped(width),
                    sizes(),
                    false);
        }
        Size most = bySize().get(0);
        double factor = Math.max(most.height(), most.width()) / (double) LIMIT;
        if (factor > 1 && small(factor)) {
            return parts("crop-or-pad", "The images' own pixels.", factor);
        }
        double shrink = Math.max(1, factor);
        boolean alike = facts.sizes().stream()
                .allMatch(size ->
                        Math.abs(size.height() * (double) most.width() / (size.width() * (double) most.height()) - 1)
                                <= SAME);
        return new Choice(
                "resize",
                "Images are taken to the size as a whole"
                        + (alike ? "." : ", and stretched where they are of another shape."),
                stepped(most.height() / shrink),
                stepped(most.width() / shrink),
                sizes() + " A size for two cores: larger shows more, and takes longer.",
                false);
    }

    private Choice parts(Object grid, String reason, double factor) {
        return new Choice(
                grid,
                reason + " Reduced to " + LIMIT + " pixels, what is marked would have "
                        + rounded(facts.probe().middleForeground() / (factor * factor)) + " pixels in a middle "
                        + facts.noun() + ": too few. The training shows random parts instead, and larger images are"
                        + " predicted in tiles.",
                LIMIT,
                LIMIT,
                sizes() + " The size of the parts, for two cores.",
                true);
    }

    private boolean small(double factor) {
        int pixels = facts.probe().middleForeground();
        return pixels > 0 && pixels / (factor * factor) < SMALL;
    }

    private static boolean fits(double height, double width) {
        return height <= LIMIT + 0.5 && width <= LIMIT + 0.5;
    }

    /** The pixels of a grid of this spacing around the middle that hold what is marked in all cases that were looked at. */
    private double marked(boolean rows, double spacing) {
        return facts.probe().reaches().stream()
                .mapToDouble(reach -> {
                    Spacing own = reach.info().spacing().orElseThrow();
                    return rows ? reach.rows() * own.row() : reach.columns() * own.column();
                })
                .map(reach -> 2 * ROOM * reach / spacing)
                .max()
                .orElse(0);
    }

    private static Map<String, Object> resample(double row, double column) {
        Map<String, Object> grid = new LinkedHashMap<>();
        grid.put("type", "resample");
        grid.put("spacing", List.of(Numbers.round(row), Numbers.round(column)));
        return grid;
    }

    /** Up to what the network can halve several times. */
    private static int stepped(double pixels) {
        int whole = (int) Math.max(1, Math.ceil(pixels - 0.5));
        int step = whole > SMALL_SIZE ? LARGE_STEP : SMALL_STEP;
        return (whole + step - 1) / step * step;
    }

    private double middle(ToDoubleFunction<Size> of) {
        return quantile(of, 0.5);
    }

    private double covered(ToDoubleFunction<Size> of) {
        return quantile(of, COVERED);
    }

    /** The least value that this share of the images does not exceed. */
    private double quantile(ToDoubleFunction<Size> of, double share) {
        List<Size> sorted = new ArrayList<>(facts.sizes());
        sorted.sort(Comparator.comparingDouble(of));
        double left = share * facts.images();
        for (Size size : sorted) {
            left -= size.images();
            if (left <= 1e-9) {
                return of.applyAsDouble(size);
            }
        }
        return of.applyAsDouble(sorted.get(sorted.size() - 1));
    }

    private double extreme(boolean greatest) {
        DoubleSummaryStatistics all = facts.sizes().stream()
                .map(size -> size.spacing().orElseThrow())
                .flatMapToDouble(spacing -> DoubleStream.of(spacing.row(), spacing.column()))
                .summaryStatistics();
        return greatest ? all.getMax() : all.getMin();
    }

    /** The sizes whatever their spacing, the most frequent first. */
    private List<Size> bySize() {
        Map<List<Integer>, Integer> counts = new LinkedHashMap<>();
        facts.sizes().forEach(size -> counts.merge(List.of(size.height(), size.width()), size.images(), Integer::sum));
        return counts.entrySet().stream()
                .map(entry ->
                        new Size(entry.getKey().get(0), entry.getKey().get(1), Optional.empty(), entry.getValue()))
                .sorted(Comparator.comparingInt((Size size) -> -size.images())
                        .thenComparingLong(size -> -(long) size.height() * size.width()))
                .toList();
    }

    private String sizes() {
        List<Size> all = bySize();
        Size most = all.get(0);
        String shape = most.height() + " x " + most.width();
        if (all.size() == 1) {
            return facts.images() == 1
                    ? "The " + facts.sizeNoun() + " has " + shape + " pixels (height x width)."
                    : "All " + facts.images() + " " + facts.sizeNoun() + "s have " + shape
                            + " pixels (height x width).";
        }
        return most.images() + " of " + facts.images() + " " + facts.sizeNoun() + "s have " + shape
                + " pixels (height x width), the others "
                + all.stream().skip(1).mapToInt(Size::height).min().orElse(0)
                + " to " + all.stream().skip(1).mapToInt(Size::height).max().orElse(0) + " x "
                + all.stream().skip(1).mapToInt(Size::width).min().orElse(0) + " to "
                + all.stream().skip(1).mapToInt(Size::width).max().orElse(0) + ".";
    }

    private String looked() {
        int cases = facts.probe().cases();
        return cases + " " + facts.noun() + (cases == 1 ? " that was" : "s that were") + " looked at";
    }

    private String most(boolean onGrid, double height, double width) {
        if (!onGrid && bySize().size() == 1) {
            return "";
        }
        return (onGrid ? " On the grid nineteen of twenty are at most " : " Nineteen of twenty are at most ")
                + rounded(height) + " x " + rounded(width) + ".";
    }

    private static String mm(double value) {
        return Words.measure(value);
    }

    private static String rounded(double value) {
        return String.format(Locale.ROOT, "%.0f", value);
    }
}
