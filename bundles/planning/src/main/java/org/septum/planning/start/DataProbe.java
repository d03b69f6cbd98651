// SPDX-License-Identifier: Apache-2.0
package org.septum.planning.start;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.septum.api.data.Dataset;
import org.septum.api.data.LabelMap;
import org.septum.api.data.Sample;
import org.septum.api.data.SampleInfo;

/**
 * What a sample of the cases shows, decoded: whole volumes, or single pictures.
 *
 * @param cases that were looked at
 * @param slices of them
 * @param height of the first slice
 * @param width of the first slice
 * @param least the least intensity
 * @param foreground of each case that has any, the pixels of its fullest slice
 * @param reaches of each of these, how far its foreground reaches from the middle of the image
 */
record DataProbe(
        int cases, int slices, int height, int width, double least, List<Integer> foreground, List<Reach> reaches) {

    private static final int MOST_CASES = 40;

    private static final long MOST_PIXELS = 60_000_000;

    /**
     * How far the foreground reaches.
     *
     * @param info one of the case's slices
     * @param rows pixels from the image's middle, up or down
     * @param columns pixels from the image's middle, to the left or the right
     */
    record Reach(SampleInfo info, double rows, double columns) {}

    /** Looks at cases evenly spread over the dataset. */
    static DataProbe of(Dataset dataset, List<SampleInfo> samples) {
        Map<String, List<SampleInfo>> volumes = new LinkedHashMap<>();
        samples.forEach(info -> volumes.computeIfAbsent(info.volume(), volume -> new ArrayList<>())
                .add(info));
        List<List<SampleInfo>> cases = List.copyOf(volumes.values());
        Tally tally = new Tally(marks(dataset));
        int count = Math.min(MOST_CASES, cases.size());
        for (int i = 0; i < count && (i < 2 || tally.pixels < MOST_PIXELS); i++) {
            tally.add(dataset, cases.get((int) ((long) i * cases.size() / count)));
        }
        return tally.result();
    }

    /** Of each label, whether its pixels are of the foreground: what nobody has judged is not. */
    private static boolean[] marks(Dataset dataset) {
        List<String> labels = dataset.labels();
        boolean[] marks = new boolean[labels.size()];
        for (int label = 1; label < marks.length; label++) {
            marks[label] = !dataset.ignored().contains(labels.get(label));
        }
        return marks;
    }

    private static final class Tally {

        private final boolean[] marks;
        private int cases;
        private int slices;
        private long pixels;
        private int height;
        private int width;
        private double least = Double.POSITIVE_INFINITY;
        private final List<Integer> foreground = new ArrayList<>();
        private final List<Reach> reaches = new ArrayList<>();

        Tally(boolean[] marks) {
            this.marks = marks;
        }

        void add(Dataset dataset, List<SampleInfo> infos) {
            int fullest = 0;
            double rows = 0;
            double columns = 0;
            for (SampleInfo info : infos) {
                Sample sample = dataset.load(info);
                LabelMap labels = sample.labels();
                height = height == 0 ? labels.height() : height;
                width = width == 0 ? labels.width() : width;
                pixels += labels.values().length;
                slices++;
                for (float value : sample.image().values()) {
                    least = Math.min(least, value);
                }
                int marked = 0;
                for (int at = 0; at < labels.values().length; at++) {
                    if (marks[labels.values()[at]]) {
                        marked++;
                        rows = Math.max(rows, distance(at / labels.width(), labels.height()));
                        columns = Math.max(columns, distance(at % labels.width(), labels.width()));
                    }
                }
                fullest = Math.max(fullest, marked);
            }
            cases++;
            if (fullest > 0) {
                foreground.add(fullest);
                reaches.add(new Reach(infos.get(0), rows, columns));
            }
        }

        /** From the middle of an axis to the outer edge of a pixel. */
        private static double distance(int at, int length) {
            return Math.abs(at + 0.5 - length / 2.0) + 0.5;
        }

        DataProbe result() {
            return new DataProbe(cases, slices, height, width, least, List.copyOf(foreground), List.copyOf(reaches));
        }
    }

    /** The pixels of the foreground in the fullest slice of a middle case; 0 where there is none. */
    int middleForeground() {
        int[] sorted = foreground.stream().mapToInt(count -> count).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }
}
