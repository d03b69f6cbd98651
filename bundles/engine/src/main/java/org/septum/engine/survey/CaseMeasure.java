// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.survey;

import java.util.ArrayList;
import java.util.List;
import org.septum.api.data.Image;
import org.septum.api.data.Sample;
import org.septum.api.data.SampleInfo;
import org.septum.api.data.Spacing;
import org.septum.services.data.Fingerprint;
import org.septum.services.data.Fingerprint.Extent;
import org.septum.services.data.Fingerprint.Structure;

/** What a fingerprint tells of one volume, whose slices are added one by one. */
final class CaseMeasure {

    private static final double CUBIC_MM_PER_ML = 1000;

    private final SampleInfo first;
    private final List<String> labels;
    private final int[] judged;
    private final long[] pixels;
    private final Box nonZero = new Box();
    private final Box marked = new Box();
    private List<ForegroundIntensities> foreground;
    private List<Moments> moments = List.of();
    private Fingerprint.Case result;
    private int slices;
    private int height;
    private int width;

    /**
     * @param first of the volume's samples
     * @param labels that were judged, the background first
     * @param judged for each of the dataset's labels its place among those; below 0 for one that nobody has judged
     * @param foreground one for each channel, without values yet
     */
    CaseMeasure(SampleInfo first, List<String> labels, int[] judged, List<ForegroundIntensities> foreground) {
        this.first = first;
        this.labels = labels;
        this.judged = judged;
        this.pixels = new long[labels.size()];
        this.foreground = foreground;
    }

    void add(Sample sample) {
        Image image = sample.image();
        int[] map = sample.labels().values().clone();
        int count = 0;
        for (int pixel = 0; pixel < map.length; pixel++) {
            map[pixel] = judged[map[pixel]];
            if (map[pixel] >= 0) {
                pixels[map[pixel]]++;
            }
            count += map[pixel] > 0 ? 1 : 0;
        }
        for (int channel = 0; channel < image.channels(); channel++) {
            foreground.get(channel).add(values(image, channel, map, count));
        }
        nonZero.add(slices, image.height(), image.width(), pixel -> isNonZero(image, pixel));
        marked.add(slices, image.height(), image.width(), pixel -> map[pixel] > 0);
        slices++;
        height = Math.max(height, image.height());
        width = Math.max(width, image.width());
    }

    private static boolean isNonZero(Image image, int pixel) {
        int pixels = image.height() * image.width();
        for (int channel = 0; channel < image.channels(); channel++) {
            if (image.values()[channel * pixels + pixel] != 0) {
                return true;
            }
        }
        return false;
    }

    private static float[] values(Image image, int channel, int[] map, int count) {
        float[] values = new float[count];
        int next = 0;
        for (int i = 0; i < map.length; i++) {
            if (map[i] > 0) {
                values[next++] = image.values()[channel * map.length + i];
            }
        }
        return values;
    }

    ForegroundIntensities foreground(int channel) {
        return foreground.get(channel);
    }

    /** Of the foreground, once the histograms are gone. */
    Moments moments(int channel) {
        return moments.get(channel);
    }

    /** How many pixels each label has. */
    long[] pixels() {
        return pixels;
    }

    /** The same, whose histograms are gone: there may be many cases. */
    CaseMeasure withoutHistograms() {
        Extent shape = new Extent(slices, height, width);
        result = new Fingerprint.Case(
                first.volume(),
                first.group(),
                first.source(),
                shape,
                nonZero.extent(shape),
                marked.extent(new Extent(0, 0, 0)),
                first.spacing(),
                foreground.stream().map(ForegroundIntensities::result).toList(),
                structures());
        moments = foreground.stream().map(ForegroundIntensities::moments).toList();
        foreground = List.of();
        return this;
    }

    private List<Structure> structures() {
        List<Structure> structures = new ArrayList<>();
        for (int label = 1; label < pixels.length; label++) {
            structures.add(structure(labels.get(label), pixels[label]));
        }
        return structures;
    }

    private Structure structure(String label, long count) {
        Spacing spacing = first.spacing().orElse(new Spacing(Double.NaN, Double.NaN, Double.NaN));
        double area = count * spacing.row() * spacing.column();
        double volume = area * spacing.slice() / CUBIC_MM_PER_ML;
        if (slices > 1 && Double.isFinite(volume)) {
            return new Structure(label, count, volume, "ml");
        }
        return slices == 1 && Double.isFinite(area)
                ? new Structure(label, count, area, "mm2")
                : new Structure(label, count, count, "pixels");
    }

    Fingerprint.Case result() {
        return result;
    }
}
