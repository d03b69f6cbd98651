// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import org.septum.api.experiment.DataSection;
import org.septum.api.experiment.EvaluationSection;
import org.septum.api.experiment.Experiment;
import org.septum.api.experiment.HeadSection;
import org.septum.api.experiment.ModelSection;
import org.septum.api.experiment.RuntimeSection;
import org.septum.api.experiment.TrainingSection;

/** A small U-Net on given samples, split as given, cropped to the network's size pixel by pixel. */
public record TestExperiment(
        Dataset dataset, Split split, int height, int width, boolean onGrid, List<String> metrics) {

    private static final TestComponents COMPONENTS = new TestComponents();

    public Experiment experiment() {
        HeadSection head = new HeadSection(
                "structures",
                COMPONENTS.component(Kind.HEAD, "multiclass", Map.of()),
                Map.of(
                        "loss",
                        COMPONENTS.component(Kind.LOSS, "cross-entropy", Map.of()),
                        "metrics",
                        metrics.stream()
                                .map(metric -> COMPONENTS.component(Kind.METRIC, metric, Map.of()))
                                .toList()));
        Map<String, Object> data = Map.of(
                "dataset",
                made(Kind.DATASET, new MadeDataset(dataset)),
                "split",
                made(Kind.SPLIT, new MadeSplit(split)),
                "size",
                List.of(height, width),
                "sampling",
                COMPONENTS.component(Kind.SAMPLING, "passes", Map.of()),
                "batch-size",
                2,
                "grid",
                made(Kind.GRID, new PixelByPixel()));
        Location size = new Location("a.yaml", 5, 9);
        return new Experiment(
                "test",
                Path.of("a.yaml"),
                1,
                new DataSection(Arguments.located(DataSection.DECLARED.options(), data, Map.of("size", size), size)),
                new ModelSection(
                        COMPONENTS.component(Kind.MODEL, "unet", Map.of("depth", 1, "base-channels", 2)), Map.of()),
                List.of(head),
                COMPONENTS.component(Kind.OPTIMIZER, "adam", Map.of()),
                new TrainingSection(Map.of("epochs", 1)),
                new EvaluationSection(Map.of("resolution", onGrid ? "grid" : "image")),
                List.of(),
                List.of(),
                new RuntimeSection(Map.of("precision", "float32", "threads", 1)),
                "",
                Map.of(),
                Set.of());
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
