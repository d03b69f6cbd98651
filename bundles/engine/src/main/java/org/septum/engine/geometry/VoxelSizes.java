// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.geometry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.septum.api.data.Affine;
import org.septum.api.data.SampleInfo;
import org.septum.api.data.Spacing;
import org.septum.common.text.Words;

/**
 * Volumes whose files tell two sizes of their voxels: the spacing, which counts, and another one in the affine map.
 *
 * @param disagreements what each of them tells, by its name
 * @param volumes how many there are in all
 */
public record VoxelSizes(Map<String, String> disagreements, int volumes) {

    /** Sizes that differ by no more than this share are the same: headers are rounded. */
    private static final double TOLERANCE = 0.01;

    public static final String TITLE = "Volumes whose files tell two voxel sizes (column x row x slice)";

    /** @param samples of whole volumes; the first sample tells for its volume */
    public static VoxelSizes of(List<SampleInfo> samples) {
        Map<String, String> disagreements = new LinkedHashMap<>();
        Set<String> volumes = new HashSet<>();
        for (SampleInfo info : samples) {
            if (volumes.add(info.volume())
                    && info.spacing().isPresent()
                    && info.affine().isPresent()) {
                Spacing spacing = info.spacing().get();
                Affine affine = info.affine().get();
                if (!AxisDirections.isPlaceholder(affine, info.spacing()) && differ(spacing, affine)) {
                    disagreements.put(info.volume(), text(spacing, affine));
                }
            }
        }
        return new VoxelSizes(disagreements, volumes.size());
    }

    private static boolean differ(Spacing spacing, Affine affine) {
        return differ(spacing.column(), AxisDirections.edge(affine, 0))
                || differ(spacing.row(), AxisDirections.edge(affine, 1))
                || differ(spacing.slice(), AxisDirections.edge(affine, 2));
    }

    /** An unknown distance between slices is no other one. */
    private static boolean differ(double size, double edge) {
        return size > 0 && edge > 0 && Double.isFinite(edge) && Math.abs(edge / size - 1) > TOLERANCE;
    }

    private static String text(Spacing spacing, Affine affine) {
        return sizes(spacing.column(), spacing.row(), spacing.slice()) + " mm (pixdim), which counts, and "
                + sizes(AxisDirections.edge(affine, 0), AxisDirections.edge(affine, 1), AxisDirections.edge(affine, 2))
                + " mm (affine)";
    }

    private static String sizes(double... lengths) {
        return Arrays.stream(lengths)
                .mapToObj(length -> Double.isFinite(length) ? Words.measure(length) : "?")
                .collect(Collectors.joining(" x "));
    }

    /** What a reader of the scores must know; empty if nothing disagrees. */
    public Optional<String> warning() {
        if (disagreements.isEmpty()) {
            return Optional.empty();
        }
        List<String> named = new ArrayList<>();
        disagreements.forEach((volume, text) -> named.add(volume + ": " + text));
        return Optional.of(disagreements.size() + " of " + Words.count(volumes, "volume")
                + (disagreements.size() == 1 ? " tells" : " tell")
                + " two voxel sizes, and distances in mm, volumes in ml and resampling may be wrong by their ratio: "
                + Words.some(named, 10) + "; correct the files' headers");
    }
}
