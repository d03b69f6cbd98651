// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.septum.api.Arguments;
import org.septum.api.Component;
import org.septum.api.Factory;
import org.septum.api.Kind;
import org.septum.api.Location;
import org.septum.api.Options;
import org.septum.api.data.Dataset;
import org.septum.api.data.DatasetFactory;
import org.septum.api.data.Grid;
import org.septum.api.data.GridFactory;
import org.septum.api.data.Split;
import org.septum.api.data.SplitFactory;
import org.septum.api.experiment.Experiment;
import org.septum.api.experiment.Experiment.DataSection;
import org.septum.api.experiment.Experiment.EvaluationSection;
import org.septum.api.experiment.Experiment.HeadSection;
import org.septum.api.experiment.Experiment.ModelSection;
import org.septum.api.experiment.Experiment.RuntimeSection;
import org.septum.api.experiment.Experiment.TrainingSection;

/** A small U-Net on given samples, split as given, cropped to the network's size pixel by pixel. */
record TestExperiment(Dataset dataset, Split split, int height, int width, boolean onGrid, List<String> metrics) {

    private static final TestComponents COMPONENTS = new TestComponents();

    Experiment experiment() {
        HeadSection head = new HeadSection(
                "structures",
                COMPONENTS.component(Kind.HEAD, "multiclass", Map.of()),
                COMPONENTS.component(Kind.LOSS, "cross-entropy", Map.of()),
                1,
                metrics.stream()
                        .map(metric -> COMPONENTS.component(Kind.METRIC, metric, Map.of()))
                        .toList());
        DataSection data = new DataSection(
                made(Kind.DATASET, new MadeDataset(dataset)),
                made(Kind.SPLIT, new MadeSplit(split)),
                height,
                width,
                new Location("a.yaml", 5, 9),
                2,
                false,
                List.of(),
                made(Kind.GRID, new PixelByPixel()),
                List.of());
        return new Experiment(
                "test",
                Path.of("a.yaml"),
                1,
                data,
                new ModelSection(
                        COMPONENTS.component(Kind.MODEL, "unet", Map.of("depth", 1, "base-channels", 2)),
                        Optional.empty()),
                List.of(head),
                COMPONENTS.component(Kind.OPTIMIZER, "adam", Map.of()),
                new TrainingSection(1),
                new EvaluationSection(onGrid, false),
                List.of(),
                List.of(),
                new RuntimeSection("auto", "cpu", "float32", Optional.of(1), 1),
                "");
    }

    private static Component made(Kind kind, Factory<?> factory) {
        Arguments none =
                Arguments.located(Options.none(), Map.of(), Map.of(), new Location("a.yaml", kind.ordinal() + 1, 1));
        return Component.of(kind, "made", factory, none);
    }

    /** A factory of what the test made. */
    private interface Made<T> extends Factory<T> {
        T made();

        @Override
        default String summary() {
            return "what the test made";
        }

        @Override
        default Options options() {
            return Options.none();
        }

        @Override
        default T create(Arguments arguments) {
            return made();
        }
    }

    private record MadeDataset(Dataset made) implements Made<Dataset>, DatasetFactory {}

    private record MadeSplit(Split made) implements Made<Split>, SplitFactory {}

    private record PixelByPixel() implements Made<Grid>, GridFactory {
        @Override
        public Grid made() {
            return (height, width, spacing, gridHeight, gridWidth) -> new Grid.Pitch(1, 1);
        }
    }
}
