// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.septum.api.Arguments;
import org.septum.api.Component;
import org.septum.api.Factory;
import org.septum.api.Kind;
import org.septum.api.Options;
import org.septum.api.data.Dataset;
import org.septum.api.data.Part;
import org.septum.api.data.Sample;
import org.septum.api.data.SampleInfo;
import org.septum.api.experiment.DataSection;
import org.septum.api.experiment.EvaluationSection;
import org.septum.api.experiment.Experiment;
import org.septum.api.experiment.HeadSection;
import org.septum.api.experiment.ModelSection;
import org.septum.api.experiment.RuntimeSection;
import org.septum.api.experiment.TrainingSection;
import org.septum.api.metric.Metric;
import org.septum.api.metric.MetricValue;
import org.septum.api.report.RunStart;
import org.septum.api.training.CheckpointDecision;
import org.septum.api.training.EpochReport;
import org.septum.common.files.OutputFiles;

/** A made-up experiment for the reporters to tell about: two epochs of two steps unless said otherwise. */
public final class ScriptedRun {

    private ScriptedRun() {}

    public static RunStart start(Path directory, String name, int epochs, int firstEpoch) {
        return start(directory, experiment(name, epochs), firstEpoch);
    }

    public static RunStart start(Path directory, Experiment experiment, int firstEpoch) {
        return new RunStart(
                new OutputFiles(directory),
                false,
                experiment,
                parts(1200, 1, 90),
                parts(80, 1, 10),
                2,
                31_042_372,
                "scripted backend, 2 threads",
                firstEpoch,
                List.of(),
                Map.of(),
                List.of("12 pictures with masks are taken"));
    }

    public static EpochReport epoch(int epoch, double loss, double dice, String... saved) {
        List<MetricValue> values = List.of(
                new MetricValue(epoch, Part.TRAIN, "", "loss", "all", loss),
                new MetricValue(epoch, Part.VALIDATION, "", "loss", "all", loss + 0.125),
                new MetricValue(epoch, Part.VALIDATION, "structures", "loss", "all", loss + 0.125),
                new MetricValue(epoch, Part.VALIDATION, "structures", "dice", "rv", dice),
                new MetricValue(epoch, Part.VALIDATION, "structures", "dice", "lv, \"cavity\"", Double.NaN),
                new MetricValue(epoch, Part.VALIDATION, "structures", "dice", "mean", dice));
        return new EpochReport(
                epoch,
                values,
                75,
                Stream.of(saved).map(name -> saved(name, name.equals("best"))).toList());
    }

    /** What a policy decides that writes a file of its own name. */
    public static CheckpointDecision saved(String name, boolean selectsModel) {
        return new CheckpointDecision(name, selectsModel, Optional.of(name), List.of(), "scripted");
    }

    public static Experiment experiment(String name, int epochs) {
        return experiment(name, new TrainingSection(Map.of("epochs", epochs)));
    }

    public static Experiment experiment(String name, TrainingSection training) {
        List<Component> policies = List.of(
                component(Kind.CHECKPOINT_POLICY, "best", "policy"),
                component(Kind.CHECKPOINT_POLICY, "last", "policy"));
        Component dataset = component(Kind.DATASET, "phantom", new CitedDataset());
        Component split = component(Kind.SPLIT, "by-group", "split");
        Component dice = component(Kind.METRIC, "dice", new NamedMetric("1 if both masks are empty"));
        Component accuracy = component(Kind.METRIC, "pixel-accuracy", new NamedMetric("does not arise"));
        HeadSection head = new HeadSection(
                "structures",
                component(Kind.HEAD, "multiclass", "head"),
                Map.of(
                        "loss", component(Kind.LOSS, "cross-entropy", "loss"),
                        "metrics", List.of(dice, accuracy)));
        return new Experiment(
                name,
                Path.of("experiment.yaml"),
                7,
                new DataSection(Map.of(
                        "dataset",
                        dataset,
                        "split",
                        split,
                        "size",
                        List.of(128, 96),
                        "sampling",
                        component(Kind.SAMPLING, "passes", "sampling"),
                        "grid",
                        component(Kind.GRID, "resize", "grid"))),
                new ModelSection(component(Kind.MODEL, "unet", "model"), Map.of()),
                List.of(head),
                component(Kind.OPTIMIZER, "adam", "optimizer"),
                training,
                new EvaluationSection(Map.of()),
                policies,
                List.of(component(Kind.REPORTER, "html", "reporter")),
                new RuntimeSection(Map.of()),
                "septum: 1\nname: " + name + "\n",
                Map.of(),
                Set.of());
    }

    private static Map<Part, Integer> parts(int train, int validation, int test) {
        Map<Part, Integer> parts = new LinkedHashMap<>();
        parts.put(Part.TRAIN, train);
        parts.put(Part.VALIDATION, validation);
        parts.put(Part.TEST, test);
        return parts;
    }

    private static Component component(Kind kind, String type, Object product) {
        return Component.of(kind, type, new Fixed(product), Arguments.of(Options.none(), Map.of()));
    }

    /** A factory of one thing. */
    private record Fixed(Object product) implements Factory<Object> {

        @Override
        public String summary() {
            return "";
        }

        @Override
        public Options options() {
            return Options.none();
        }

        @Override
        public Object create(Arguments arguments) {
            return product;
        }
    }

    private record NamedMetric(String emptyRule) implements Metric {

        @Override
        public Unit unit() {
            return Unit.VOLUME;
        }

        @Override
        public Direction direction() {
            return Direction.HIGHER;
        }

        @Override
        public Accumulator start(List<String> classes) {
            throw new AssertionError("reporters do not compute scores");
        }
    }

    private record CitedDataset() implements Dataset {

        @Override
        public List<SampleInfo> samples() {
            return new ArrayList<>();
        }

        @Override
        public int channels() {
            return 1;
        }

        @Override
        public List<String> labels() {
            return List.of();
        }

        @Override
        public Sample load(SampleInfo info) {
            throw new AssertionError("reporters do not load samples");
        }

        @Override
        public String citation() {
            return "Synthetic short-axis slices; cite the software.";
        }
    }
}
