// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.septum.api.Kind;
import org.septum.api.data.Dataset;
import org.septum.api.data.Grid;
import org.septum.api.data.Image;
import org.septum.api.data.IntensityScaling;
import org.septum.api.data.LabelMap;
import org.septum.api.data.Partition;
import org.septum.api.data.Sample;
import org.septum.api.data.SampleInfo;
import org.septum.api.data.Split;
import org.septum.api.sampling.Aim;
import org.septum.api.sampling.Draw;
import org.septum.api.sampling.Sampling;

/** Datasets, splits, intensity scalings and grids that break the rules. */
final class BrokenData {

    private BrokenData() {}

    static Subject soundDataset() {
        return Made.of(Kind.DATASET, arguments -> new Slices());
    }

    static Subject soundSplit() {
        return Made.of(Kind.SPLIT, arguments -> (Split) (samples, random) -> byGroup(samples));
    }

    static List<BrokenPlugin> all() {
        List<BrokenPlugin> all = new ArrayList<>(datasets());
        all.addAll(splits());
        all.addAll(samplings());
        all.addAll(scalings());
        all.addAll(grids());
        return all;
    }

    private static List<BrokenPlugin> datasets() {
        AtomicInteger calls = new AtomicInteger();
        Sample shared = new Slices().load(info("a", "p", "p", 0));
        return List.of(
                dataset("D-01", "an id twice", "is there twice", new Slices() {
                    @Override
                    public List<SampleInfo> samples() {
                        return List.of(info("a", "p", "p", 0), info("a", "p", "p", 1));
                    }
                }),
                dataset("D-02", "no group", "has no group", new Slices() {
                    @Override
                    public List<SampleInfo> samples() {
                        return List.of(info("a", "", "p", 0));
                    }
                }),
                dataset("D-02", "mixed volumes", "do not follow one another", new Slices() {
                    @Override
                    public List<SampleInfo> samples() {
                        return List.of(info("a", "p", "v", 0), info("b", "p", "w", 0), info("c", "p", "v", 1));
                    }
                }),
                dataset("D-03", "labels of another size", "6 x 5 pixels, its labels 5 x 6", new Slices() {
                    @Override
                    public Sample load(SampleInfo info) {
                        return new Sample(info, super.load(info).image(), new LabelMap(5, 6, new int[30]));
                    }
                }),
                dataset("D-04", "another order each time", "differently", new Slices() {
                    @Override
                    public List<SampleInfo> samples() {
                        List<SampleInfo> samples = new ArrayList<>(super.samples());
                        Collections.rotate(samples, calls.incrementAndGet());
                        return samples;
                    }
                }),
                dataset("D-05", "arrays that are shared", "loads with the change", new Slices() {
                    @Override
                    public Sample load(SampleInfo info) {
                        return shared;
                    }
                }),
                dataset("D-06", "a file left open", "stay open", new Slices() {
                    private final List<InputStream> open = new ArrayList<>();

                    @Override
                    public Sample load(SampleInfo info) {
                        try {
                            Path file = Files.createTempFile("left-open", ".bin");
                            file.toFile().deleteOnExit();
                            open.add(Files.newInputStream(file));
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                        return super.load(info);
                    }
                }));
    }

    private static List<BrokenPlugin> splits() {
        AtomicInteger calls = new AtomicInteger();
        return List.of(
                split(
                        "P-01",
                        "a sample in two parts",
                        "in two parts",
                        samples -> new Partition(samples, samples.subList(0, 1), List.of())),
                split(
                        "P-02",
                        "a patient in two parts",
                        "group p0 is in two parts",
                        samples -> new Partition(samples.subList(1, samples.size()), samples.subList(0, 1), List.of())),
                split("P-03", "a memory", "the parts differ", samples -> {
                    int size = 3 * calls.incrementAndGet();
                    return new Partition(samples.subList(size, samples.size()), samples.subList(0, size), List.of());
                }));
    }

    private static List<BrokenPlugin> samplings() {
        AtomicInteger calls = new AtomicInteger();
        return List.of(
                sampling(
                        "W-01",
                        "a pass, however long the epoch is",
                        "draws 17 for an epoch of 8",
                        (set, epoch) -> set.samples().stream().map(Draw::open).toList()),
                sampling(
                        "W-01",
                        "a label that there is not",
                        "aims at label 4",
                        (set, epoch) -> Collections.nCopies(
                                epoch.samples(), new Draw(set.samples().get(0), new Aim.Label(4)))),
                sampling(
                        "W-02",
                        "a memory",
                        "the epoch differs",
                        (set, epoch) -> Collections.nCopies(
                                epoch.samples(),
                                Draw.open(set.samples()
                                        .get(calls.incrementAndGet()
                                                % set.samples().size())))));
    }

    private static BrokenPlugin sampling(String rule, String fault, String told, Sampling sampling) {
        return new BrokenPlugin(rule, fault, Made.of(Kind.SAMPLING, arguments -> sampling), told);
    }

    private static List<BrokenPlugin> scalings() {
        AtomicInteger calls = new AtomicInteger();
        return List.of(
                scaling("I-01", "a division by the range", "in a constant image", values -> {
                    float least = values[0];
                    float greatest = values[0];
                    for (float value : values) {
                        least = Math.min(least, value);
                        greatest = Math.max(greatest, value);
                    }
                    for (int i = 0; i < values.length; i++) {
                        values[i] = (values[i] - least) / (greatest - least);
                    }
                }),
                scaling("I-02", "a memory", "same images differ", values -> values[0] = calls.incrementAndGet()));
    }

    private static List<BrokenPlugin> grids() {
        return List.of(
                grid("Y-01", "a pitch of whole pixels", (h, w, gridH, gridW) -> new Grid.Pitch(h / gridH, w / gridW)),
                grid(
                        "Y-02",
                        "the height taken for the width",
                        (h, w, gridH, gridW) -> new Grid.Pitch(h / (double) gridH, h / (double) gridW)));
    }

    @FunctionalInterface
    private interface Sizes {
        Grid.Pitch pitch(int height, int width, int gridHeight, int gridWidth);
    }

    private static BrokenPlugin grid(String rule, String fault, Sizes sizes) {
        Grid grid =
                (height, width, spacing, gridHeight, gridWidth) -> sizes.pitch(height, width, gridHeight, gridWidth);
        return new BrokenPlugin(rule, fault, Made.of(Kind.GRID, arguments -> grid), "the pitch is");
    }

    private static BrokenPlugin dataset(String rule, String fault, String told, Dataset dataset) {
        return new BrokenPlugin(rule, fault, Made.of(Kind.DATASET, arguments -> dataset), told);
    }

    private static BrokenPlugin split(
            String rule, String fault, String told, java.util.function.Function<List<SampleInfo>, Partition> division) {
        Split split = (samples, random) -> division.apply(samples);
        return new BrokenPlugin(rule, fault, Made.of(Kind.SPLIT, arguments -> split), told);
    }

    private static BrokenPlugin scaling(
            String rule, String fault, String told, java.util.function.Consumer<float[]> change) {
        IntensityScaling scaling = new IntensityScaling() {
            @Override
            public Scope scope() {
                return Scope.SLICE;
            }

            @Override
            public void apply(List<Image> images) {
                images.forEach(image -> change.accept(image.values()));
            }
        };
        return new BrokenPlugin(rule, fault, Made.of(Kind.INTENSITY, arguments -> scaling), told);
    }

    private static Partition byGroup(List<SampleInfo> samples) {
        return new Partition(
                samples.stream().filter(sample -> !sample.group().equals("p3")).toList(),
                samples.stream().filter(sample -> sample.group().equals("p3")).toList(),
                List.of());
    }

    private static SampleInfo info(String id, String group, String volume, int slice) {
        return new SampleInfo(id, group, volume, slice, Optional.empty(), Optional.empty(), "made up", Map.of());
    }

    /** Two slices of one volume. */
    private static class Slices implements Dataset {
        @Override
        public List<SampleInfo> samples() {
            return List.of(info("a", "p", "p", 0), info("b", "p", "p", 1));
        }

        @Override
        public int channels() {
            return 1;
        }

        @Override
        public List<String> labels() {
            return List.of("background", "lv");
        }

        @Override
        public Sample load(SampleInfo info) {
            return new Sample(info, new Image(1, 6, 5, new float[30]), new LabelMap(6, 5, new int[30]));
        }
    }
}
