// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.septum.api.Arguments;
import org.septum.api.Component;
import org.septum.api.Kind;
import org.septum.api.Options;
import org.septum.api.UserError;
import org.septum.api.augment.Augmentation;
import org.septum.api.augment.AugmentationFactory;
import org.septum.api.augment.IntensityAugmentation;
import org.septum.api.data.Dataset;
import org.septum.api.data.Grid;
import org.septum.api.data.Image;
import org.septum.api.data.IntensityScaling;
import org.septum.api.data.LabelMap;
import org.septum.api.data.Sample;
import org.septum.api.data.SampleInfo;
import org.septum.engine.MadeData;
import org.septum.engine.Samples;
import org.septum.engine.geometry.Interpolation;

/** Samples are decoded once, scaled with their whole volume where that is asked for, and never changed afterwards. */
class NativeSamplesTest {

    private final Samples data = Samples.of(labels(256), 1, 2)
            .add("p", "v", 0, 1)
            .add("p", "v", 1, 1)
            .add("p", "v", 0, 255)
            .add("p", "w", 0, 0);

    private static List<String> labels(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }

    /** Takes the least intensity from all, and notes how many slices it saw together. */
    private record FromLeast(Scope scope, List<Integer> together) implements IntensityScaling {
        @Override
        public void apply(List<Image> images) {
            together.add(images.size());
            float least = Float.MAX_VALUE;
            for (Image image : images) {
                for (float value : image.values()) {
                    least = Math.min(least, value);
                }
            }
            for (Image image : images) {
                for (int i = 0; i < image.values().length; i++) {
                    image.values()[i] -= least;
                }
            }
        }
    }

    private static FromLeast scaling(IntensityScaling.Scope scope) {
        return new FromLeast(scope, Collections.synchronizedList(new ArrayList<>()));
    }

    @Test
    void aScalingByVolumeSeesAllItsSlicesAndNoOthers() {
        FromLeast scaling = scaling(IntensityScaling.Scope.VOLUME);
        NativeSamples samples = samples(data, List.of(scaling), Long.MAX_VALUE);
        // The last slice is asked for first.
        assertThat(samples.load(data.infos().get(2)).image().values()).containsExactly(20, 275);
        assertThat(samples.load(data.infos().get(0)).image().values()).containsExactly(0, 1);
        assertThat(samples.load(data.infos().get(1)).image().values()).containsExactly(11, 11);
        assertThat(samples.load(data.infos().get(3)).image().values()).containsExactly(0, 0);
        assertThat(scaling.together).containsExactly(3, 1);
    }

    @Test
    void aScalingBySliceSeesOneAndScalingsActInOrder() {
        FromLeast bySlice = scaling(IntensityScaling.Scope.SLICE);
        FromLeast byVolume = scaling(IntensityScaling.Scope.VOLUME);
        NativeSamples samples = samples(data, List.of(bySlice, byVolume), Long.MAX_VALUE);
        assertThat(samples.load(data.infos().get(2)).image().values()).containsExactly(0, 255);
        assertThat(bySlice.together).containsExactly(1, 1, 1);
        assertThat(byVolume.together).containsExactly(3);
    }

    @Test
    void severalThreadsDecodeAndScaleEachSampleOnce() throws Exception {
        for (IntensityScaling.Scope scope : IntensityScaling.Scope.values()) {
            data.loads().clear();
            FromLeast scaling = scaling(scope);
            NativeSamples samples = samples(data, List.of(scaling), Long.MAX_VALUE);
            ExecutorService threads = Executors.newFixedThreadPool(8);
            CountDownLatch start = new CountDownLatch(1);
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                SampleInfo info = data.infos().get(i % 4);
                all.add(threads.submit(() -> {
                    start.await();
                    return samples.load(info);
                }));
            }
            start.countDown();
            for (Future<?> each : all) {
                each.get();
            }
            threads.shutdown();
            assertThat(data.loads())
                    .hasSize(4)
                    .allSatisfy((id, count) -> assertThat(count).hasValue(1));
            assertThat(scaling.together).hasSize(scope == IntensityScaling.Scope.VOLUME ? 2 : 4);
        }
    }

    /** The first thread decodes until the second waits for it, or decodes as well. */
    @Test
    void aThreadThatWaitedDoesNotDecodeAgain() throws Exception {
        for (IntensityScaling.Scope scope : IntensityScaling.Scope.values()) {
            data.loads().clear();
            SampleInfo info = data.infos().get(3);
            List<Thread> threads = new ArrayList<>();
            Dataset slow = new Loading(data, sample -> {
                while (data.loads().get(info.id()).get() < 2
                        && threads.stream().noneMatch(thread -> thread.getState() == Thread.State.BLOCKED)) {
                    Thread.onSpinWait();
                }
                return sample;
            });
            NativeSamples samples = samples(slow, List.of(scaling(scope)), Long.MAX_VALUE);
            threads.add(new Thread(() -> samples.load(info)));
            threads.add(new Thread(() -> samples.load(info)));
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join(10_000);
                assertThat(thread.isAlive()).isFalse();
            }
            assertThat(data.loads().get(info.id())).hasValue(1);
        }
    }

    /** The same data, of which something else is loaded, or in another manner. */
    private record Loading(Samples data, UnaryOperator<Sample> change) implements Dataset {
        @Override
        public List<SampleInfo> samples() {
            return data.samples();
        }

        @Override
        public int channels() {
            return 1;
        }

        @Override
        public List<String> labels() {
            return data.labels();
        }

        @Override
        public Sample load(SampleInfo info) {
            return change.apply(data.load(info));
        }
    }

    @Test
    void labelsComeBackWholeAndAreTheReceiversOwn() {
        NativeSamples samples = samples(data, List.of(), Long.MAX_VALUE);
        for (int round = 0; round < 3; round++) {
            int[] labels = samples.load(data.infos().get(2)).labels().values();
            assertThat(labels).containsExactly(0, 255);
            labels[1] = 7;
        }
    }

    /** On a grid that is the image itself, where preparation copies, and on another. */
    @Test
    void preparationLeavesTheSharedImageAlone() {
        NativeSamples samples = samples(data, List.of(), Long.MAX_VALUE);
        IntensityAugmentation blank = (Image image, RandomGenerator random) -> {
            for (int i = 0; i < image.values().length; i++) {
                image.values()[i] = -1;
            }
        };
        AugmentationFactory factory = new AugmentationFactory() {
            @Override
            public String summary() {
                return "sets every pixel to -1";
            }

            @Override
            public Options options() {
                return Options.none();
            }

            @Override
            public Augmentation create(Arguments arguments) {
                return blank;
            }
        };
        Component component = Component.of(Kind.AUGMENTATION, "blank", factory, Arguments.of(Options.none(), Map.of()));
        Grid pixelByPixel = (height, width, spacing, gridHeight, gridWidth) -> new Grid.Pitch(1, 1);
        SampleInfo info = data.infos().get(1);
        for (int width = 2; width < 4; width++) {
            Sample prepared = new Preparation(
                            samples,
                            new SliceContext(0, 1),
                            pixelByPixel,
                            Interpolation.LINEAR,
                            new Randomness(1),
                            List.of(component),
                            1,
                            width)
                    .prepare(info, 1);
            assertThat(prepared.image().values()).containsOnly(-1);
            assertThat(samples.load(info).image().values()).containsExactly(11, 11);
        }
    }

    /** Takes the least intensity from all, and can be fixed to what it was. */
    private record FixableFromLeast() implements IntensityScaling {
        @Override
        public Scope scope() {
            return Scope.VOLUME;
        }

        @Override
        public void apply(List<Image> images) {
            fitted(images).orElseThrow().apply(images);
        }

        @Override
        public Optional<IntensityScaling> fitted(List<Image> images) {
            float least = Float.MAX_VALUE;
            for (Image image : images) {
                for (float value : image.values()) {
                    least = Math.min(least, value);
                }
            }
            return Optional.of(new Minus(least));
        }
    }

    private record Minus(float least) implements IntensityScaling {
        @Override
        public Scope scope() {
            return Scope.VOLUME;
        }

        @Override
        public void apply(List<Image> images) {
            for (Image image : images) {
                for (int i = 0; i < image.values().length; i++) {
                    image.values()[i] -= least;
                }
            }
        }
    }

    private NativeSamples samples(Dataset dataset, List<IntensityScaling> scalings, long mostBytes) {
        return new NativeSamples(
                dataset,
                scalings,
                List.of("'minus'"),
                new SampleCheck(dataset.channels(), dataset.labels().size(), ""),
                mostBytes);
    }

    /** In memory that holds nothing, a volume is loaded as a whole once, and afterwards slice by slice with the same result. */
    @Test
    void aVolumeThatDoesNotFitIsNotDecodedAgainForEachOfItsSlices() {
        NativeSamples small = samples(data, List.of(new FixableFromLeast()), 0);
        NativeSamples large = samples(data, List.of(new FixableFromLeast()), 1 << 20);
        small.load(data.infos().get(1));
        large.load(data.infos().get(1));
        data.loads().clear();
        for (int round = 1; round <= 2; round++) {
            for (int slice = 0; slice < 3; slice++) {
                SampleInfo info = data.infos().get(slice);
                assertThat(small.load(info).image().values())
                        .isEqualTo(large.load(info).image().values());
                assertThat(data.loads().get(info.id())).hasValue(round);
            }
        }
    }

    @Test
    void moreLabelsThanAByteHoldsComeBackWhole() {
        Samples many = Samples.of(labels(301), 1, 2).add("p", "v", 300, 256);
        NativeSamples samples = samples(many, List.of(), Long.MAX_VALUE);
        for (int round = 0; round < 2; round++) {
            int[] labels = samples.load(many.infos().get(0)).labels().values();
            assertThat(labels).containsExactly(300, 256);
            labels[0] = 1;
        }
    }

    @Test
    void aSampleThatIsNotAsItMustBeIsRefusedByName() {
        SampleInfo info = data.infos().get(1);
        Image image = new Image(1, 1, 2, new float[2]);
        assertRefused(
                new Sample(info, image, new LabelMap(1, 2, new int[] {0, 256})),
                "p/v.png: sample p/v/1: found label 256, allowed are 0 to 255");
        assertRefused(
                new Sample(info, image, new LabelMap(1, 2, new int[] {0, -1})),
                "p/v.png: sample p/v/1: found label -1, allowed are 0 to 255");
        assertRefused(
                new Sample(info, image, new LabelMap(2, 1, new int[2])),
                "p/v.png: sample p/v/1: the labels have 2 x 1 pixels, but the image has 1 x 2");
        assertRefused(
                new Sample(info, new Image(2, 1, 1, new float[2]), new LabelMap(1, 1, new int[1])),
                "p/v.png: sample p/v/1: the image has 2 channels, but the dataset declares 1");
        assertRefused(
                new Sample(info, new Image(1, 1, 2, new float[] {1, Float.NaN}), new LabelMap(1, 2, new int[2])),
                "p/v.png: sample p/v/1: 1 intensity is not a finite number");
        assertRefused(new Sample(info, null, null), "p/v.png: sample p/v/1: it has no image");
        assertRefused(
                new Sample(data.infos().get(0), image, new LabelMap(1, 2, new int[2])),
                "p/v.png: sample p/v/1: the dataset gave another sample: p/v/0");
    }

    private void assertRefused(Sample given, String message) {
        Dataset wrong = new Loading(data, sample -> given);
        assertThatThrownBy(() -> samples(wrong, List.of(), Long.MAX_VALUE)
                        .load(data.infos().get(1)))
                .isInstanceOf(UserError.class)
                .hasMessage(message);
    }

    @Test
    void aVolumeLiesWithinItsGroup() {
        MadeData made = MadeData.volumes(1);
        made.add("patient9", "v0", 2, Optional.empty());
        assertThatThrownBy(() -> samples(made, List.of(), Long.MAX_VALUE))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "v0.nii: the volume 'v0' has samples of the groups 'patient0' and 'patient9'; a volume lies within"
                                + " its group, so name it by its group too");
    }

    @Test
    void aScalingThatMakesNoNumbersIsNamed() {
        assertThatThrownBy(() -> samples(data, List.of(new Minus(Float.POSITIVE_INFINITY)), 1 << 20)
                        .load(data.infos().get(3)))
                .isInstanceOf(UserError.class)
                .hasMessage("p/w.png: sample p/w/0: after 'minus' 2 intensities are not finite numbers");
    }

    @Test
    void aScalingThatRefusesNamesTheFile() {
        IntensityScaling refusing = new IntensityScaling() {
            @Override
            public Scope scope() {
                return Scope.VOLUME;
            }

            @Override
            public void apply(List<Image> images) {
                throw new UserError("z-score: found NaN");
            }
        };
        assertThatThrownBy(() -> samples(data, List.of(refusing), Long.MAX_VALUE)
                        .load(data.infos().get(0)))
                .isInstanceOf(UserError.class)
                .hasMessage("p/v.png: z-score: found NaN");
    }
}
