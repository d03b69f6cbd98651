// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.phantom;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.septum.api.data.Dataset;
import org.septum.api.data.Sample;
import org.septum.api.data.SampleInfo;
import org.septum.api.data.Spacing;

/**
 * Made-up short-axis slices. A slice depends on the seed, its patient and its number alone; it is drawn again each time
 * it is loaded. Slices lie 8 mm apart from the base (slice 0) to the apex, and the shorter side of the image shows 192 mm,
 * so that 128 pixels are 1.5 mm each. Intensities lie in 0..1.
 */
record PhantomDataset(int patients, int slices, int height, int width, long seed, double noise) implements Dataset {

    private static final double FIELD_OF_VIEW = 192;
    private static final double SLICE_DISTANCE = 8;

    /** The level of the only slice of a patient, at the thickest part of the papillary muscles. */
    private static final double MIDDLE = 0.4;

    @Override
    public List<SampleInfo> samples() {
        List<SampleInfo> samples = new ArrayList<>();
        int digits = Math.max(3, String.valueOf(patients - 1).length());
        double pixel = pixel();
        for (int patient = 0; patient < patients; patient++) {
            String group = "patient" + padded(patient, digits);
            for (int slice = 0; slice < slices; slice++) {
                samples.add(new SampleInfo(
                        group + "-slice" + padded(slice, 2),
                        group,
                        group,
                        slice,
                        Optional.of(new Spacing(pixel, pixel, SLICE_DISTANCE)),
                        Optional.empty(),
                        "phantom, seed " + seed + ", patient " + patient + ", slice " + slice,
                        Map.of("patient", String.valueOf(patient))));
            }
        }
        return List.copyOf(samples);
    }

    @Override
    public int channels() {
        return 1;
    }

    @Override
    public List<String> labels() {
        return HeartSlice.LABELS;
    }

    @Override
    public Sample load(SampleInfo info) {
        int patient = Integer.parseInt(info.attributes().get("patient"));
        double level = slices == 1 ? MIDDLE : (double) info.slice() / (slices - 1);
        SplittableRandom ofPatient = Generators.ofPatient(seed, patient);
        Heart heart = Heart.draw(ofPatient);
        Surroundings surroundings = Surroundings.draw(heart, ofPatient);
        Appearance appearance = Appearance.draw(ofPatient, noise);
        SplittableRandom ofSlice = Generators.ofSlice(seed, patient, info.slice());
        SlicePainter painter = new SlicePainter(
                heart.slice(level, ofSlice), surroundings.slice(level, ofSlice), appearance, pixel(), height, width);
        return new Sample(info, painter.image(level, ofSlice), painter.labels());
    }

    @Override
    public String citation() {
        return "Synthetic short-axis cardiac slices drawn by Septum's phantom (seed " + seed + ")";
    }

    private double pixel() {
        return FIELD_OF_VIEW / Math.min(height, width);
    }

    private static String padded(int number, int digits) {
        return String.format(Locale.ROOT, "%0" + digits + "d", number);
    }
}
