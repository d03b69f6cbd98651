// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.Component;
import org.septum.api.Kind;
import org.septum.api.Printable;
import org.septum.api.UserError;
import org.septum.api.data.Dataset;
import org.septum.api.data.Partition;
import org.septum.api.data.Split;
import org.septum.api.experiment.Experiment;
import org.septum.api.experiment.ModelSection;
import org.septum.api.experiment.TrainingSection;
import org.septum.api.metric.ScoreNames;
import org.septum.engine.MadeData;
import org.septum.engine.Samples;
import org.septum.engine.SmallTraining;
import org.septum.engine.TestComponents;
import org.septum.engine.TestExperiment;
import org.septum.engine.checkpoint.ArrayVector;
import org.septum.engine.checkpoint.SafetensorsWriter;
import org.septum.graph.PlanningGraphCompiler;
import org.septum.training.checkpoint.BestFactory;
import org.septum.training.checkpoint.EveryNFactory;
import org.septum.training.checkpoint.LastFactory;
import org.septum.training.schedule.ReduceOnPlateauFactory;
import org.septum.training.schedule.WarmUpFactory;
import org.septum.training.stopping.NoImprovementFactory;

/** What an experiment's parts have to do with one another is known before its samples are read, and told in one go. */
class ExperimentCheckTest {

    private static final String MEASURED = "it measures train/loss, validation/loss, validation/structures/loss,"
            + " validation/structures/dice/rv, validation/structures/dice/lv, validation/structures/dice";

    @TempDir
    private Path folder;

    private final SmallTraining training = new SmallTraining();

    private static List<String> problems(Experiment experiment) {
        UserError error = catchThrowableOfType(
                UserError.class,
                () -> ExperimentCheck.setup(experiment, new PlanningGraphCompiler())
                        .close());
        return error == null ? List.of() : error.problems();
    }

    private List<String> problems() {
        return problems(training.experiment());
    }

    private static Component last(String file) {
        return SmallTraining.made(Kind.CHECKPOINT_POLICY, new LastFactory(), Map.of("file-name", file));
    }

    private static Component best(String monitor) {
        return SmallTraining.made(
                Kind.CHECKPOINT_POLICY,
                new BestFactory(),
                Map.of("monitor", monitor, "mode", "max", "file-name", "best-of-" + monitor.replace('/', '-')));
    }

    private void policies(Component... policies) {
        training.policies.clear();
        training.policies.addAll(List.of(policies));
    }

    @Test
    void aSoundExperimentHasNoProblem() {
        policies(best("validation/structures/dice"), best("validation/structures/dice/lv"), best("train/loss"));
        assertThat(problems()).isEmpty();
    }

    @Test
    void everythingIsToldAtOnce() {
        Component twoBetas = new TestComponents().component(Kind.OPTIMIZER, "adam", Map.of("betas", List.of(0.9)));
        training.optimizer = twoBetas;
        policies(best("validation/structures/dise"), last("a"), last("A"), last("resume"), last("Tested"));
        assertThat(problems())
                .containsExactly(
                        "arguments: betas: found [0.9], allowed are two numbers of at least 0 and below 1, as [0.9, 0.999]",
                        "arguments: file-name: checkpoint[2]: checkpoint[1] writes 'a.safetensors' as well, and one would"
                                + " replace the other; give one of them another file-name",
                        "arguments: file-name: checkpoint[3]: the run itself writes 'resume.safetensors'; choose another"
                                + " file-name",
                        "arguments: file-name: checkpoint[4]: the run itself writes 'Tested.safetensors'; choose another"
                                + " file-name",
                        "arguments: monitor: this run will not measure 'validation/structures/dise'; " + MEASURED
                                + "; did you mean validation/structures/dice?");
    }

    @Test
    void aNumberedFileIsOfOnePolicyOnly() {
        Component every = SmallTraining.made(
                Kind.CHECKPOINT_POLICY, new EveryNFactory(), Map.of("epochs", 1L, "file-name", "every"));
        policies(every, last("every-epoch-2"), last("every-other"));
        assertThat(problems())
                .containsExactly("arguments: file-name: checkpoint[1]: checkpoint[0] may write"
                        + " 'every-epoch-2.safetensors' as well, after some epoch or step; choose another file-name");
    }

    @Test
    void aFilesNameFitsIntoFileSystems() {
        policies(last("x".repeat(237)));
        assertThat(problems()).isEmpty();
        policies(last("x".repeat(238)));
        assertThat(problems())
                .singleElement()
                .asString()
                .contains("the file's name has 256 bytes, file systems allow 255; choose a shorter file-name");
    }

    /** A schedule in a schedule in an optimizer says what it watches. */
    @Test
    void nestedSchedulesAreAsked() {
        TestComponents components = new TestComponents();
        Component plateau = SmallTraining.made(
                Kind.SCHEDULE, new ReduceOnPlateauFactory(), Map.of("monitor", "validation/x", "mode", "min"));
        Component warmUp = SmallTraining.made(Kind.SCHEDULE, new WarmUpFactory(), Map.of("then", plateau));
        training.optimizer = components.component(Kind.OPTIMIZER, "adam", Map.of("schedule", warmUp));
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("arguments: monitor: this run will not measure 'validation/x'; it measures");
    }

    private static Experiment cut(Dataset data, int size, int train, int validation) {
        Split split = (all, random) -> new Partition(
                all.subList(0, train),
                all.subList(train, train + validation),
                all.subList(train + validation, all.size()));
        return new TestExperiment(data, split, size, size, true, List.of("dice")).experiment();
    }

    private static Experiment with(
            Experiment e, List<Component> policies, List<Component> stop, Optional<Path> weights) {
        return new Experiment(
                e.name(),
                e.file(),
                e.seed(),
                e.data(),
                new ModelSection(
                        e.model().model(),
                        weights.isEmpty()
                                ? Map.of()
                                : Map.of("weights", weights.get().toString())),
                e.heads(),
                e.optimizer(),
                new TrainingSection(Map.of("epochs", 2, "stop", stop)),
                e.evaluation(),
                policies,
                e.reporters(),
                e.runtime(),
                e.resolved(),
                Map.of(),
                Set.of());
    }

    @Test
    void aSamplingAimsAtLabelsThatTheDatasetHas() {
        training.sampling =
                new TestComponents().component(Kind.SAMPLING, "by-case", Map.of("labels", List.of("lw", "rv")));
        assertThat(problems()).containsExactly("arguments: labels: found 'lw', the dataset has background, rv, lv");
    }

    @Test
    void withoutValidationNothingOfItCanBeWatched() {
        Component stop = SmallTraining.made(
                Kind.STOPPING_RULE, new NoImprovementFactory(), Map.of("monitor", "validation/loss", "mode", "min"));
        Experiment none = cut(MadeData.volumes(6), MadeData.SIZE, 8, 0);
        assertThat(problems(with(none, List.of(best("validation/structures/dice")), List.of(stop), Optional.empty())))
                .containsExactly(
                        "arguments: monitor: this run will not measure 'validation/structures/dice', for its split leaves"
                                + " no samples for validation; give it some (data.split), or watch train/loss",
                        "arguments: monitor: this run will not measure 'validation/loss', for its split leaves no samples"
                                + " for validation; give it some (data.split), or watch train/loss");
    }

    /** 2 x 2 pixels become 1 x 1 in the depth; three samples in batches of two leave one. */
    @Test
    void aLastBatchThatCannotBeNormalizedNamesDropLast() {
        Samples data = Samples.of(List.of("background", "a"), 2, 2)
                .add("p", "v", 0, 1, 0, 1)
                .add("q", "w", 0, 1, 0, 1)
                .add("r", "x", 0, 1, 0, 1)
                .add("s", "y", 0, 1, 0, 1);
        assertThat(problems(cut(data, 2, 2, 0))).isEmpty();
        assertThat(problems(cut(data, 2, 3, 0)))
                .singleElement()
                .asString()
                .startsWith(
                        "a.yaml:5:9: the last batch of an epoch has 1 sample, and the network cannot be trained with")
                .contains("training needs more than one value per channel")
                .endsWith("leave it out with data.drop-last: true, or choose another data.batch-size");
    }

    @Test
    void startWeightsAreThereWholeAndOfTheModel() throws IOException {
        Experiment plain = cut(MadeData.volumes(6), MadeData.SIZE, 8, 2);
        Path file = folder.resolve("w.safetensors");
        assertThat(problems(with(plain, List.of(), List.of(), Optional.of(file))))
                .containsExactly("arguments: model.weights: " + file + ": there is no such checkpoint");

        Files.writeString(file, "no safetensors");
        assertThat(problems(with(plain, List.of(), List.of(), Optional.of(file))))
                .singleElement()
                .asString()
                .contains("model.weights: " + file);

        SafetensorsWriter.writeAside(file, List.of(ArrayVector.tensor("a", List.of(2), 1, 1)), Map.of())
                .complete();
        assertThat(problems(with(plain, List.of(), List.of(), Optional.of(file))))
                .singleElement()
                .asString()
                .contains("these weights belong to another architecture;");
    }

    /** What a terminal, a spreadsheet or a table of scores would take for something else. */
    @Test
    void noLabelOrClassHasANameThatMeansSomethingElse() {
        Map<String, String> faults = new LinkedHashMap<>();
        List.of("mean", "all", "overall").forEach(name -> faults.put(name, "the name of a score over all classes"));
        List.of("=HYPERLINK(\"http://a\")", "+lv", "-1+1", "@SUM(A1)")
                .forEach(name -> faults.put(name, "which begins like a formula, and spreadsheets would compute it"));
        List.of("lv\u001b[2J", "l\nv", "lv\u202egnp", "lv\ufeff", "\ud800v")
                .forEach(name -> faults.put(name, "which has characters that cannot be printed"));
        List.of(" ", " lv", "lv\u2003")
                .forEach(name -> faults.put(name, "which begins or ends with a space, or is empty"));
        faults.put("v".repeat(101), "which has 101 characters, allowed are 100");
        faults.forEach((name, fault) -> {
            Samples data = Samples.of(List.of("background", name), 2, 2)
                    .add("p", "v", 0, 1, 0, 1)
                    .add("q", "w", 0, 1, 0, 1);
            assertThat(problems(cut(data, 2, 2, 0)))
                    .containsExactly(
                            "a.yaml:1:1: data.dataset: a label is called '" + Printable.line(name) + "', " + fault
                                    + "; call it something else",
                            "arguments: heads.structures: a class or region is called '" + Printable.line(name) + "', "
                                    + fault + "; call it something else, in the head's options or among the dataset's"
                                    + " labels");
        });
        assertThat(List.of(
                        "lv",
                        "left ventricle",
                        "c++",
                        "a=b",
                        "\u00c9pith\u00e9lium",
                        "\u0645\u06cc\u200c\u0634",
                        "\u5fc3"))
                .allMatch(name -> ScoreNames.fault(name).isEmpty());
    }
}
