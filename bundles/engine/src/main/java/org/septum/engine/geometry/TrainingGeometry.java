// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.geometry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.septum.api.data.Spacing;
import org.septum.common.text.Words;

/**
 * How the volumes that a model was trained on lie in space, to be compared with what it is used on. The network knows
 * pixels only: what is larger on its grid, or stored another way round, looks different to it.
 *
 * @param spacing of rows, columns and slices, by these names; what no file tells is absent
 * @param onGrid the same of the network's pixels
 * @param directions those of most volumes, averaged; empty if no file tells
 */
public record TrainingGeometry(
        Map<String, Extent> spacing, Map<String, Extent> onGrid, Optional<AxisDirections> directions) {

    /** Augmentations scale by up to 1.4 (nnU-Net); what differs more from all that was seen is worth a warning. */
    static final double TOLERATED = 1.5;

    private static final String KEY = "geometry";
    private static final String SPACING = "spacing-mm";
    private static final String ON_GRID = "network-pixel-mm";
    private static final String AXES = "axes";
    private static final String DIRECTIONS = "directions";
    private static final String ROW = "row";
    private static final String COLUMN = "column";

    private static final Map<String, ToDoubleFunction<Spacing>> LENGTHS = new LinkedHashMap<>();

    static {
        LENGTHS.put(ROW, Spacing::row);
        LENGTHS.put(COLUMN, Spacing::column);
        LENGTHS.put("slice", Spacing::slice);
    }

    /** From the least to the greatest of some lengths, in mm, all above 0. */
    record Extent(double least, double greatest) {

        /** Empty if there is no length among them. */
        static Optional<Extent> of(List<Double> lengths) {
            List<Double> known = lengths.stream()
                    .filter(length -> length > 0 && Double.isFinite(length))
                    .sorted()
                    .toList();
            return known.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Extent(known.get(0), known.get(known.size() - 1)));
        }

        /** Reads what {@link #write} has written. */
        static Optional<Extent> read(JsonNode node) {
            return of(List.of(node.path(0).asDouble(), node.path(1).asDouble()));
        }

        void write(ArrayNode node) {
            node.add(least).add(greatest);
        }

        /** By what factor a length lies outside; 1 inside, and for what is no length. */
        double factor(double length) {
            return length > greatest ? length / greatest : length > 0 && length < least ? least / length : 1;
        }

        String text() {
            String from = Words.measure(least);
            String to = Words.measure(greatest);
            return from.equals(to) ? from : from + " to " + to;
        }
    }

    public static TrainingGeometry of(List<VolumeGeometry> volumes) {
        return new TrainingGeometry(
                extents(volumes, VolumeGeometry::spacing), extents(volumes, VolumeGeometry::onGrid), usual(volumes));
    }

    private static Map<String, Extent> extents(
            List<VolumeGeometry> volumes, Function<VolumeGeometry, Optional<Spacing>> of) {
        Map<String, Extent> extents = new LinkedHashMap<>();
        LENGTHS.forEach((name, length) -> Extent.of(volumes.stream()
                        .flatMap(volume -> of.apply(volume).stream())
                        .map(length::applyAsDouble)
                        .toList())
                .ifPresent(extent -> extents.put(name, extent)));
        return extents;
    }

    private static Optional<AxisDirections> usual(List<VolumeGeometry> volumes) {
        List<AxisDirections> known =
                volumes.stream().flatMap(volume -> volume.directions().stream()).toList();
        String most = Orientations.most(known.stream().map(AxisDirections::code).toList());
        return AxisDirections.mean(
                known.stream().filter(axes -> axes.code().equals(most)).toList());
    }

    /** Adds it to the description of a run's data. */
    public void write(ObjectNode data) {
        ObjectNode node = data.putObject(KEY);
        write(spacing, node.putObject(SPACING));
        write(onGrid, node.putObject(ON_GRID));
        directions.ifPresent(axes -> {
            node.put(AXES, axes.code());
            axes.write(node.putArray(DIRECTIONS));
        });
    }

    private static void write(Map<String, Extent> extents, ObjectNode node) {
        extents.forEach((name, extent) -> extent.write(node.putArray(name)));
    }

    /** Reads what {@link #write} has written; what an older Septum did not write is absent. */
    public static TrainingGeometry read(JsonNode data) {
        JsonNode node = data.path(KEY);
        return new TrainingGeometry(
                extents(node.path(SPACING)), extents(node.path(ON_GRID)), AxisDirections.read(node.path(DIRECTIONS)));
    }

    private static Map<String, Extent> extents(JsonNode node) {
        Map<String, Extent> extents = new LinkedHashMap<>();
        LENGTHS.keySet().forEach(name -> Extent.read(node.path(name)).ifPresent(extent -> extents.put(name, extent)));
        return extents;
    }

    /**
     * What a user of the model must know of volumes that it segments, each in a sentence.
     *
     * @param grid the type of the grid, for the message
     */
    public List<String> warnings(List<VolumeGeometry> volumes, String grid) {
        List<String> warnings = new ArrayList<>();
        sizeWarning(volumes, grid).ifPresent(warnings::add);
        directionWarning(volumes).ifPresent(warnings::add);
        return warnings;
    }

    private Optional<String> sizeWarning(List<VolumeGeometry> volumes, String grid) {
        List<VolumeGeometry> odd =
                volumes.stream().filter(volume -> factor(volume) > TOLERATED).toList();
        if (odd.isEmpty()) {
            return Optional.empty();
        }
        boolean pixelByPixel = odd.stream().allMatch(VolumeGeometry::isPixelByPixel);
        String what = pixelByPixel ? "spacing" : "pixels of the network's grid";
        double worst = odd.stream().mapToDouble(this::factor).max().orElse(1);
        return Optional.of(odd.size() + " of " + Words.count(volumes.size(), "volume") + ": " + what + " "
                + Words.some(
                        odd.stream()
                                .map(volume -> text(volume.onGrid().orElseThrow()) + " mm (" + volume.volume() + ")")
                                .toList(),
                        10)
                + "; the model was trained on " + text(onGrid) + " mm (row x column) and its grid (" + grid
                + ") does not resample, so that things look up to " + Words.measure(worst)
                + " times as large or small as those it has seen, more than " + TOLERATED
                + " times: resample the images, or train with data.grid resample");
    }

    private double factor(VolumeGeometry volume) {
        return volume.onGrid()
                .map(pixel -> Math.max(factor(ROW, pixel), factor(COLUMN, pixel)))
                .orElse(1.0);
    }

    private double factor(String name, Spacing pixel) {
        double length = LENGTHS.get(name).applyAsDouble(pixel);
        return Optional.ofNullable(onGrid.get(name))
                .map(extent -> extent.factor(length))
                .orElse(1.0);
    }

    private static String text(Spacing pixel) {
        return Words.measure(pixel.row()) + " x " + Words.measure(pixel.column());
    }

    private static String text(Map<String, Extent> extents) {
        return Stream.of(ROW, COLUMN)
                .map(name -> extents.containsKey(name) ? extents.get(name).text() : "?")
                .collect(Collectors.joining(" x "));
    }

    private Optional<String> directionWarning(List<VolumeGeometry> volumes) {
        List<String> odd = volumes.stream()
                .filter(volume -> isElsewhere(volume.directions()))
                .map(volume -> volume.volume() + " is "
                        + volume.directions().orElseThrow().code())
                .toList();
        return odd.isEmpty()
                ? Optional.empty()
                : Optional.of("the axes of " + odd.size() + " of " + Words.count(volumes.size(), "volume")
                        + " point elsewhere than in the training's ("
                        + directions.orElseThrow().code() + "): "
                        + Words.some(odd, 10) + "; images are not turned, so that the network sees these mirrored or"
                        + " turned: store them as those of the training are");
    }

    private boolean isElsewhere(Optional<AxisDirections> other) {
        return directions.isPresent() && other.isPresent() && other.get().elsewhere(directions.get());
    }
}
