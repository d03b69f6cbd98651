// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.septum.api.Arguments;
import org.septum.api.Component;
import org.septum.api.Factory;
import org.septum.api.Kind;
import org.septum.api.Options;
import org.septum.api.UserError;
import org.septum.api.data.Dataset;
import org.septum.api.data.Grid;
import org.septum.api.data.Image;
import org.septum.api.data.LabelMap;
import org.septum.api.data.Partition;
import org.septum.api.data.Sample;
import org.septum.api.data.SampleInfo;
import org.septum.api.data.Spacing;
import org.septum.api.data.Split;
import org.septum.api.experiment.DataSection;
import org.septum.api.experiment.EvaluationSection;
import org.septum.api.experiment.Experiment;
import org.septum.api.experiment.ModelSection;
import org.septum.api.experiment.RuntimeSection;
import org.septum.api.experiment.TrainingSection;
import org.septum.api.sampling.Sampling;

/** Small volumes with the labels background, rv and lv, and an experiment on them; tests change them as they like. */
public class MadeData implements Dataset {

    public static final int SIZE = 8;

    private final List<SampleInfo> infos = new ArrayList<>();
    private final Map<String, Supplier<Sample>> samples = new LinkedHashMap<>();
    private boolean acceptsLeaks;
    private int gridSize = SIZE;
    private boolean crops;
    private Set<String> ignored = Set.of();

    /** Volumes of two slices, one each of patient0, patient1 and so on; every slice is different and has all labels. */
    public static MadeData volumes(int count) {
        MadeData data = new MadeData();
        for (int volume = 0; volume < count; volume++) {
            for (int slice = 0; slice < 2; slice++) {
                data.add("patient" + volume, "v" + volume, slice, Optional.of(new Spacing(1.5, 1.5, 8)));
            }
        }
        return data;
    }

    public void add(String group, String volume, int slice, Optional<Spacing> spacing) {
        SampleInfo info = new SampleInfo(
                volume + "-" + slice, group, volume, slice, spacing, Optional.empty(), volume + ".nii", Map.of());
        int number = infos.size();
        infos.add(info);
        samples.put(info.id(), () -> sample(info, number));
    }

    private static Sample sample(SampleInfo info, int number) {
        float[] image = new float[SIZE * SIZE];
        int[] labels = new int[SIZE * SIZE];
        for (int i = 0; i < image.length; i++) {
            image[i] = i * 31 % 64 + (float) (number * i) / 1024;
        }
        labels[9] = 1;
        labels[10] = 2;
        labels[11] = 2;
        return new Sample(info, new Image(1, SIZE, SIZE, image), new LabelMap(SIZE, SIZE, labels));
    }

    /** Makes a sample fail to load. */
    public void damage(String id, String message) {
        samples.put(id, () -> {
            throw new UserError(message);
        });
    }

    /** Gives a sample the image and labels of another. */
    public void copy(String from, String to) {
        SampleInfo info = info(to);
        Supplier<Sample> source = samples.get(from);
        samples.put(
                to, () -> new Sample(info, source.get().image(), source.get().labels()));
    }

    /** Gives a sample other intensities. */
    public void paint(String id, float... pattern) {
        Sample old = samples.get(id).get();
        float[] image = new float[SIZE * SIZE];
        for (int i = 0; i < image.length; i++) {
            image[i] = pattern[i % pattern.length];
        }
        samples.put(id, () -> new Sample(old.info(), new Image(1, SIZE, SIZE, image.clone()), old.labels()));
    }

    /** Gives a sample another size, with nothing but background. */
    public void resize(String id, int height, int width) {
        Sample old = samples.get(id).get();
        float[] image = new float[height * width];
        for (int i = 0; i < image.length; i++) {
            image[i] = i;
        }
        samples.put(
                id,
                () -> new Sample(
                        old.info(),
                        new Image(1, height, width, image),
                        new LabelMap(height, width, new int[image.length])));
    }

    /** Lets the network see only so many pixels of each side, in the middle. */
    public void cropTo(int size) {
        gridSize = size;
        crops = true;
    }

    /** Takes a label away; all for 0. */
    public void erase(String id, int label) {
        Sample old = samples.get(id).get();
        int[] labels = old.labels().values().clone();
        for (int i = 0; i < labels.length; i++) {
            labels[i] = label == 0 || labels[i] == label ? 0 : labels[i];
        }
        samples.put(id, () -> new Sample(old.info(), samples(old), new LabelMap(SIZE, SIZE, labels.clone())));
    }

    private static Image samples(Sample old) {
        return new Image(1, SIZE, SIZE, old.image().values().clone());
    }

    private SampleInfo info(String id) {
        return infos.stream().filter(info -> info.id().equals(id)).findFirst().orElseThrow();
    }

    /** Says that nobody has judged a label's pixels. */
    public void ignore(String label) {
        ignored = Set.of(label);
    }

    @Override
    public Set<String> ignored() {
        return ignored;
    }

    public void acceptLeaks() {
        acceptsLeaks = true;
    }

    @Override
    public List<SampleInfo> samples() {
        return infos;
    }

    @Override
    public int channels() {
        return 1;
    }

    @Override
    public List<String> labels() {
        return List.of("background", "rv", "lv");
    }

    @Override
    public Sample load(SampleInfo info) {
        return samples.get(info.id()).get();
    }

    /**
     * An experiment on these data.
     *
     * @param test how many samples at the end are for the test; none for validation
     */
    public Experiment experiment(int test) {
        Split split = new Split() {
            @Override
            public Partition divide(List<SampleInfo> all, java.util.random.RandomGenerator random) {
                int train = all.size() - test;
                return new Partition(all.subList(0, train), List.of(), all.subList(train, all.size()));
            }

            @Override
            public boolean acceptsLeakingGroups() {
                return acceptsLeaks;
            }
        };
        Grid grid = (height, width, spacing, gridHeight, gridWidth) ->
                crops ? new Grid.Pitch(1, 1) : new Grid.Pitch((double) height / gridHeight, (double) width / gridWidth);
        return new Experiment(
                "made",
                Path.of("made.yaml"),
                1,
                new DataSection(Map.of(
                        "dataset",
                        component(Kind.DATASET, this),
                        "split",
                        component(Kind.SPLIT, split),
                        "size",
                        List.of(gridSize, gridSize),
                        "sampling",
                        component(Kind.SAMPLING, (Sampling) (set, epoch) -> List.of()),
                        "grid",
                        component(Kind.GRID, grid))),
                new ModelSection(component(Kind.MODEL, "any"), Map.of()),
                List.of(),
                component(Kind.OPTIMIZER, "any"),
                new TrainingSection(Map.of("epochs", 1)),
                new EvaluationSection(Map.of()),
                List.of(),
                List.of(),
                new RuntimeSection(Map.of()),
                "",
                Map.of(),
                Set.of());
    }

    private static Component component(Kind kind, Object product) {
        Factory<Object> factory = new Factory<>() {
            @Override
            public String summary() {
                return "made";
            }

            @Override
            public Options options() {
                return Options.none();
            }

            @Override
            public Object create(Arguments arguments) {
                return product;
            }
        };
        return Component.of(kind, "made", factory, Arguments.of(Options.none(), Map.of()));
    }
}
