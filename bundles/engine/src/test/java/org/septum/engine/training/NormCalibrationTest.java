// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.septum.api.Kind;
import org.septum.api.augment.IntensityAugmentation;
import org.septum.api.backend.Backend;
import org.septum.api.backend.RuntimeSettings;
import org.septum.api.backend.Session;
import org.septum.api.data.Part;
import org.septum.api.data.SampleInfo;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Initializer;
import org.septum.api.graph.Mode;
import org.septum.api.graph.Shape;
import org.septum.api.graph.Tensor;
import org.septum.api.plan.Plan;
import org.septum.backend.nd4j.Nd4jFactory;
import org.septum.engine.OnednnBundle;
import org.septum.engine.SmallTraining;
import org.septum.engine.StoppedTraining;
import org.septum.engine.checkpoint.Safetensors;
import org.septum.engine.network.OpenedModel;
import org.septum.engine.record.RunFingerprint;
import org.septum.engine.run.RunDirectory;
import org.septum.engine.sample.SampleUse;
import org.septum.engine.setup.Setup;
import org.septum.graph.PlanningGraphCompiler;
import org.septum.services.graph.GraphCompiler;
import org.septum.testkit.reference.ReferenceBackend;
import org.septum.training.checkpoint.EveryNStepsFactory;

/** Statistics of batch normalization that are estimated anew: whose mean they are, and what they leave alone. */
class NormCalibrationTest {

    private static final int STEPS = SmallTraining.STEPS_PER_EPOCH;
    private static final int ALL = SmallTraining.EPOCHS * STEPS;

    @TempDir
    private Path folder;

    static Stream<Backend> backends() throws ReflectiveOperationException {
        Optional<Backend> onednn = OnednnBundle.backend();
        return Stream.concat(Stream.of(new ReferenceBackend(), Nd4jFactory.backend()), onednn.stream());
    }

    @ParameterizedTest
    @MethodSource("backends")
    void aGraphInCalibrationModeLeavesTheStatisticsOfItsBatchAlone(Backend backend) {
        int channels = 3;
        int values = 2 * 5 * 4;
        GraphCompiler compiler = new PlanningGraphCompiler();
        GraphBuilder graph = compiler.newGraph(Mode.CALIBRATION);
        Tensor x = graph.input("x", new Shape(2, channels, 5, 4));
        Tensor y = graph.batchNorm(
                x,
                graph.parameter("scale", Initializer.constant(1), channels),
                graph.parameter("shift", Initializer.constant(1), channels),
                graph.state("mean", 0, channels),
                graph.state("variance", 1, channels),
                0.1,
                1e-5);
        Plan plan = compiler.plan(graph, null, Map.of("y", y));

        float[] input = new float[channels * values];
        Random random = new Random(3);
        for (int i = 0; i < input.length; i++) {
            input[i] = (float) (random.nextGaussian() * 2 + 5);
        }
        try (Session session = backend.open(plan.parameters(), new RuntimeSettings("cpu", "float32", 1, 1))) {
            float[] state = new float[Math.toIntExact(session.state().size())];
            Arrays.fill(state, 1e4f);
            session.state().write(0, state);
            var program = session.compile(plan);
            program.write("x", input);
            program.run(1);
            session.state().read(0, state);
            for (int c = 0; c < channels; c++) {
                double sum = 0;
                double squares = 0;
                for (int i = 0; i < values; i++) {
                    double value = input[(i / 20 * channels + c) * 20 + i % 20];
                    sum += value;
                    squares += value * value;
                }
                double mean = sum / values;
                double variance = (squares - values * mean * mean) / (values - 1);
                int at = c;
                assertThat(plan.parameters().entries())
                        .filteredOn(entry -> entry.name().equals("mean"))
                        .singleElement()
                        .satisfies(entry -> assertThat((double) state[(int) entry.offset() + at])
                                .isCloseTo(mean, within(1e-4)));
                assertThat(plan.parameters().entries())
                        .filteredOn(entry -> entry.name().equals("variance"))
                        .singleElement()
                        .satisfies(entry -> assertThat((double) state[(int) entry.offset() + at])
                                .isCloseTo(variance, within(1e-4)));
            }
        }
    }

    @Test
    void severalBatchesGiveTheMeanOfWhatEachGives() {
        SmallTraining training = new SmallTraining();
        training.recalibrateNorm = 100; // there are four
        try (Setup setup = Setup.of(training.experiment(), new PlanningGraphCompiler());
                OpenedModel model = OpenedModel.forTraining(setup.network(), training.backend(), setup.fullBatch())) {
            model.weights().initialize(setup.randomness());
            NormCalibration calibration = new NormCalibration(setup, model);
            List<SampleInfo> order = setup.parts().get(Part.TRAIN);
            double[] means = new double[Math.toIntExact(model.session().state().size())];
            for (int batch = 0; batch < STEPS; batch++) {
                float[] one = statistics(calibration, model, order.subList(2 * batch, 2 * batch + 2));
                for (int i = 0; i < means.length; i++) {
                    means[i] += (double) one[i] / STEPS;
                }
            }
            float[] all = statistics(calibration, model, order);
            for (int i = 0; i < means.length; i++) {
                assertThat((double) all[i]).isCloseTo(means[i], within(1e-6 * (1 + Math.abs(means[i]))));
            }
        }
    }

    private static float[] statistics(NormCalibration calibration, OpenedModel model, List<SampleInfo> order) {
        calibration.run(1, SampleUse.ofEach(order), 1);
        float[] found = new float[Math.toIntExact(model.session().state().size())];
        model.session().state().read(0, found);
        return found;
    }

    private RunFingerprint trained(String name, int recalibrateNorm, int... stops) {
        SmallTraining training = new SmallTraining();
        training.recalibrateNorm = recalibrateNorm;
        training.policies.add(SmallTraining.made(Kind.CHECKPOINT_POLICY, new EveryNStepsFactory(), Map.of("steps", 3)));
        RunDirectory directory = new RunDirectory(folder.resolve(name));
        StoppedTraining run = training.in(directory);
        List<Integer> until = new ArrayList<>();
        Arrays.stream(stops).forEach(until::add);
        until.add(ALL + 1);
        until.forEach(run::trainUntil);
        return run.fingerprint();
    }

    private static List<String> different(RunFingerprint one, RunFingerprint other) {
        return one.compare(other).stream()
                .filter(group -> !group.different().isEmpty())
                .map(group -> group.name())
                .toList();
    }

    @Test
    void whatIsTrainedStaysTheSameWhatIsSavedAndScoredDoesNot() {
        List<String> different = different(trained("running", 0), trained("anew", 3));
        assertThat(different).contains("running statistics", "scores", "checkpoint last", "checkpoint step-3");
        assertThat(different).doesNotContain("weights", "optimizer slots", "steps");
    }

    @Test
    void aBatchThatIsNotFiniteIsLeftOut() {
        SmallTraining training = new SmallTraining();
        training.recalibrateNorm = STEPS;
        training.skipInvalidLoss = true;
        IntensityAugmentation poison = (image, random) -> {
            if (random.nextDouble() < 0.3) {
                Arrays.fill(image.values(), Float.NaN);
            }
        };
        training.augmentBy(poison);
        RunDirectory directory = new RunDirectory(folder.resolve("poisoned"));
        StoppedTraining run = training.in(directory);
        run.trainUntil(ALL + 1);

        Safetensors saved = Safetensors.open(directory.resumable());
        RunState state = RunState.fromJson(saved.metadata().get("state"), directory.resumable());
        assertThat(state.skippedSteps()).isBetween(1L, ALL - 1L);
        saved.entries()
                .forEach((name, entry) -> assertThat(saved.values(entry))
                        .as(name)
                        .satisfies(values -> {
                            for (float value : values) {
                                assertThat(value).isFinite();
                            }
                        }));
    }

    @Test
    void aStopAndANewStartChangeNothing() {
        assertThat(different(trained("whole", 3), trained("parts", 3, 2, 3, STEPS + 2)))
                .isEmpty();
    }
}
