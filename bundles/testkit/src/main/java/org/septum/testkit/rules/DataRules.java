// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.rules;

import static org.septum.testkit.rules.Rule.assume;
import static org.septum.testkit.rules.Rule.require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.septum.api.UserError;
import org.septum.api.data.Grid;
import org.septum.api.data.Image;
import org.septum.api.data.IntensityScaling;
import org.septum.api.data.Partition;
import org.septum.api.data.SampleInfo;
import org.septum.api.data.Spacing;
import org.septum.api.data.Split;

/** What splits, intensity scalings and grids keep to. */
record DataRules(Subject subject) {

    static List<Rule> of(Subject subject) {
        DataRules rules = new DataRules(subject);
        return switch (subject.kind()) {
            case SPLIT ->
                List.of(
                        new Rule(
                                "P-01",
                                "no sample is in two parts, and each part keeps the dataset's order",
                                rules::parts),
                        new Rule("P-02", "groups stay together unless the split says that they may not", rules::groups),
                        new Rule("P-03", "the same generator gives the same parts", rules::sameParts));
            case INTENSITY ->
                List.of(
                        new Rule("I-01", "intensities stay finite, those of a constant image too", rules::finite),
                        new Rule(
                                "I-02",
                                "the same images give the same result, whatever was scaled before",
                                rules::scaled));
            case GRID ->
                List.of(
                        new Rule("Y-01", "the pitch is finite and positive", rules::pitch),
                        new Rule(
                                "Y-02",
                                "a row's pitch does not depend on columns: turned images have turned pitches",
                                rules::turned));
            default -> List.of();
        };
    }

    private static List<SampleInfo> samples() {
        List<SampleInfo> samples = new ArrayList<>();
        for (int patient = 0; patient < 20; patient++) {
            for (int slice = 0; slice < 3; slice++) {
                samples.add(new SampleInfo(
                        "p" + patient + "-" + slice,
                        "p" + patient,
                        "p" + patient,
                        slice,
                        Optional.empty(),
                        Optional.empty(),
                        "made up",
                        Map.of()));
            }
        }
        return samples;
    }

    private Partition divided(Split split, long seed) {
        try {
            return split.divide(samples(), new SplittableRandom(seed));
        } catch (UserError refused) {
            throw new Rule.NotApplicable("it cannot divide 20 made up patients: " + refused.getMessage());
        }
    }

    private void parts() {
        Partition partition = divided(subject.create(Split.class), 1);
        List<SampleInfo> all = samples();
        Set<String> seen = new HashSet<>();
        for (List<SampleInfo> part : List.of(partition.train(), partition.validation(), partition.test())) {
            int last = -1;
            for (SampleInfo sample : part) {
                require(seen.add(sample.id()), sample.id() + " is in two parts, or twice in one");
                int at = all.indexOf(sample);
                require(at > last, "a part holds " + sample.id() + " out of the dataset's order");
                last = at;
            }
        }
    }

    private void groups() {
        Split split = subject.create(Split.class);
        assume(!split.acceptsLeakingGroups(), "it says that a group may be in several parts");
        Partition partition = divided(split, 1);
        Set<String> seen = new HashSet<>();
        for (List<SampleInfo> part : List.of(partition.train(), partition.validation(), partition.test())) {
            Set<String> here =
                    new HashSet<>(part.stream().map(SampleInfo::group).toList());
            here.forEach(group -> require(seen.add(group), "the group " + group + " is in two parts"));
        }
    }

    private void sameParts() {
        Split split = subject.create(Split.class);
        Partition first = divided(split, 1);
        divided(split, 2);
        require(first.equals(divided(split, 1)), "divided again with an equal generator, the parts differ");
    }

    private static List<Image> images(double scale) {
        Random random = new Random(2);
        List<Image> images = new ArrayList<>();
        for (int slice = 0; slice < 2; slice++) {
            float[] values = new float[2 * 6 * 5];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (0.5 + scale * random.nextGaussian());
            }
            images.add(new Image(2, 6, 5, values));
        }
        return images;
    }

    private static List<Float> scaled(IntensityScaling scaling, double scale) {
        List<Image> images = images(scale);
        if (scaling.scope() == IntensityScaling.Scope.VOLUME) {
            scaling.apply(images);
        } else {
            images.forEach(image -> scaling.apply(List.of(image)));
        }
        List<Float> values = new ArrayList<>();
        for (Image image : images) {
            for (float value : image.values()) {
                values.add(value);
            }
        }
        return values;
    }

    /** A scaling of the images' two channels that has learned from images like them, if it does. */
    private IntensityScaling ready() {
        IntensityScaling scaling = subject.create(IntensityScaling.class).ofChannels(2, List.of());
        return scaling.learning()
                .map(learning -> {
                    BitSet foreground = new BitSet();
                    foreground.set(3, 12);
                    images(0.2).forEach(image -> learning.add(image, foreground));
                    return scaling.with(learning.figures());
                })
                .orElse(scaling);
    }

    private void finite() {
        IntensityScaling scaling = ready();
        for (double scale : new double[] {0, 1e-6, 0.2, 1000}) {
            for (float value : scaled(scaling, scale)) {
                require(
                        Float.isFinite(value),
                        "an intensity becomes " + value + (scale == 0 ? " in a constant image" : ""));
            }
        }
    }

    private void scaled() {
        IntensityScaling scaling = ready();
        List<Float> first = scaled(scaling, 0.2);
        scaled(scaling, 1000);
        require(first.equals(scaled(scaling, 0.2)), "scaled again, after other images, the same images differ");
    }

    private static final Optional<Spacing> SPACING = Optional.of(new Spacing(1.5, 1.25, 8));
    private static final Optional<Spacing> TURNED = Optional.of(new Spacing(1.25, 1.5, 8));

    private void pitch() {
        Grid grid = subject.create(Grid.class);
        for (int[] size : new int[][] {{200, 256, 128, 160}, {1, 1, 16, 16}, {500, 20, 32, 64}}) {
            Grid.Pitch pitch = grid.pitch(size[0], size[1], SPACING, size[2], size[3]);
            require(
                    Double.isFinite(pitch.row())
                            && Double.isFinite(pitch.column())
                            && pitch.row() > 0
                            && pitch.column() > 0,
                    "for sizes " + Arrays.toString(size) + " the pitch is " + pitch);
        }
    }

    private void turned() {
        Grid grid = subject.create(Grid.class);
        Grid.Pitch pitch = grid.pitch(200, 256, SPACING, 128, 160);
        Grid.Pitch turned = grid.pitch(256, 200, TURNED, 160, 128);
        require(
                Math.abs(pitch.row() - turned.column()) < 1e-9 && Math.abs(pitch.column() - turned.row()) < 1e-9,
                "the pitch is " + pitch + ", and of the image turned by a right angle " + turned);
    }
}
