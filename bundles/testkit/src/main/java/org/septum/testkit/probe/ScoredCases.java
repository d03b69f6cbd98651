// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.septum.api.data.SampleInfo;
import org.septum.api.data.Spacing;
import org.septum.api.metric.Metric;
import org.septum.api.metric.ScoredSlice;

/** Cases to be scored: of each unit one, with slices of 12 x 14 pixels in which three structures lie. */
public final class ScoredCases {

    public static final int HEIGHT = 12;
    public static final int WIDTH = 14;

    /** The background and the three structures. */
    private static final int LABELS = 4;

    private static final int SLICES = 3;
    private static final Spacing SPACING = new Spacing(1.5, 1.25, 8);

    /** How a prediction comes from the truth. */
    public enum Prediction {
        PERFECT,
        SHIFTED,
        NOISE,
        EMPTY
    }

    private ScoredCases() {}

    /** The slices of a case of this unit: one slice, a volume, or a patient with two volumes. */
    public static List<ScoredSlice> of(Metric.Unit unit, boolean emptyTruth, Prediction prediction) {
        List<ScoredSlice> slices = new ArrayList<>();
        for (String phase : unit == Metric.Unit.PATIENT ? List.of("ED", "ES") : List.of("ED")) {
            for (int slice = 0; slice < (unit == Metric.Unit.SLICE ? 1 : SLICES); slice++) {
                int[] truth = emptyTruth ? new int[HEIGHT * WIDTH] : structures(slice, phase.equals("ED") ? 2 : 1);
                slices.add(
                        new ScoredSlice(info(phase, slice), HEIGHT, WIDTH, truth, predicted(truth, prediction, slice)));
            }
        }
        return slices;
    }

    /** The same case with truth and prediction exchanged. */
    public static List<ScoredSlice> exchanged(List<ScoredSlice> slices) {
        return slices.stream()
                .map(slice -> new ScoredSlice(slice.info(), HEIGHT, WIDTH, slice.prediction(), slice.truth()))
                .toList();
    }

    /** Three structures side by side, in every slice a bit lower. */
    private static int[] structures(int slice, int radius) {
        int[] labels = new int[HEIGHT * WIDTH];
        for (int label = 1; label < LABELS; label++) {
            int row = 4 + slice + label % 2;
            int column = 4 * label - 2;
            for (int y = row - radius; y <= row + radius; y++) {
                for (int x = column - 1; x <= column + 1; x++) {
                    labels[y * WIDTH + x] = label;
                }
            }
        }
        return labels;
    }

    private static int[] predicted(int[] truth, Prediction prediction, int slice) {
        return switch (prediction) {
            case PERFECT -> truth.clone();
            case EMPTY -> new int[truth.length];
            case NOISE -> new Random(slice).ints(truth.length, 0, LABELS).toArray();
            case SHIFTED -> {
                int[] shifted = new int[truth.length];
                System.arraycopy(truth, 0, shifted, WIDTH, truth.length - WIDTH);
                Arrays.fill(shifted, 0, WIDTH, 0);
                yield shifted;
            }
        };
    }

    private static SampleInfo info(String phase, int slice) {
        return new SampleInfo(
                "patient-1-" + phase + "-" + slice,
                "patient-1",
                "patient-1-" + phase,
                slice,
                Optional.of(SPACING),
                Optional.empty(),
                "made up",
                Map.of("phase", phase));
    }
}
