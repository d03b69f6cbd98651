// SPDX-License-Identifier: Apache-2.0
package org.septum.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.septum.api.Arguments;
import org.septum.api.Component;
import org.septum.api.Factory;
import org.septum.api.Kind;
import org.septum.api.Options;
import org.septum.api.backend.Backend;
import org.septum.api.backend.BackendFactory;
import org.septum.api.experiment.DataSection;
import org.septum.api.experiment.EvaluationSection;
import org.septum.api.experiment.Experiment;
import org.septum.api.experiment.ModelSection;
import org.septum.api.experiment.RuntimeSection;
import org.septum.api.experiment.TrainingSection;
import org.septum.cli.command.Services;
import org.septum.cli.machine.CudaProbe;
import org.septum.cli.machine.DeviceCheck;
import org.septum.services.ablation.Ablation;
import org.septum.services.data.DataInspector;
import org.septum.services.experiment.ExperimentReader;
import org.septum.services.experiment.Problems;
import org.septum.services.measure.Benchmark;
import org.septum.services.measure.OperationTime;
import org.septum.services.measure.Profiler;
import org.septum.services.plugin.Registry;
import org.septum.services.run.ChangePolicy;
import org.septum.services.run.Runner;

/** Services that note what they are asked for and answer what a test has set. */
public final class FakeServices implements Registry, ExperimentReader, Runner, Benchmark, Profiler {

    /** What a prediction tells. */
    List<String> notes = List.of();

    /** What a prediction could not do. */
    List<String> failures = List.of();

    public final List<String> calls = new ArrayList<>();
    final FakeData data = new FakeData(calls);
    final FakePlanner planner = new FakePlanner();
    public String device = "cpu";
    String reporter = "csv";
    List<String> hints = List.of();
    String facts = "two samples";
    Map<String, Experiment> variants = Map.of();
    boolean interrupted;
    ResumePoint resumePoint = new ResumePoint("killed", 3, 30, 17, 51);
    Throwable failure;
    List<Installed> components = List.of();
    Settings benchmarked;
    FakeComparison comparison = new FakeComparison();
    FakeAblations ablations = new FakeAblations();

    public Services services() {
        return of(this, data, planner, comparison, ablations);
    }

    /** Runs a command line on a machine without a GPU. */
    Invocation septum(String... arguments) {
        CudaProbe noGpu = new CudaProbe("no-such-program", List.of(Path.of("nowhere")), Duration.ofSeconds(1));
        return Invocation.of(septum(services(), noGpu, false), arguments);
    }

    /** The command on a machine of which the probe tells. */
    public static Septum septum(Services services, CudaProbe cuda, boolean startedForCuda) {
        return new Septum(new Services("1.0.0", new DeviceCheck(cuda, startedForCuda), services.finder()));
    }

    static Services none() {
        return of();
    }

    /** The services of these objects. */
    public static Services of(Object... present) {
        return new Services(
                "1.0.0",
                new DeviceCheck(CudaProbe.ofThisMachine(), false),
                type -> Stream.of(present).filter(type::isInstance).findFirst().orElse(null));
    }

    static Installed entry(Kind kind, String type, Factory<?> factory) {
        return new Installed(kind, type, factory, "org.septum.example", "1.2.3", "reference:file:/example.jar");
    }

    @Override
    public List<Installed> components() {
        return components;
    }

    @Override
    public Experiment read(Path file, List<String> overrides) {
        calls.add("read " + file + " " + overrides);
        String chosen = overrides.contains("runtime.device=cuda") ? "cuda" : device;
        return experiment(chosen, reporter);
    }

    @Override
    public Ablation ablation(Path file, List<String> overrides) {
        throw new AssertionError("commands leave ablations to their runner");
    }

    @Override
    public Experiment recorded(Path file, List<String> overrides) {
        return read(file, overrides);
    }

    @Override
    public Map<String, String> settings(String resolved, String source) {
        return Map.of();
    }

    @Override
    public Map<String, Experiment> variants(Path file, List<String> overrides, Problems problems) {
        return variants;
    }

    @Override
    public void checkVariant(Path file, List<String> overrides, String name) {
        calls.add("check the variant " + name);
    }

    @Override
    public Optional<Rescored> ensemble(EnsembleRequest request, ChangePolicy policy) {
        calls.add("ensemble " + request.runs() + " " + request.average() + " " + request.folder());
        return Optional.empty();
    }

    @Override
    public Checked check(Experiment experiment, DataInspector.Progress progress) {
        progress.loaded(1, 2);
        return new Checked(facts, hints);
    }

    @Override
    public List<String> checkVariants(Map<String, Experiment> variants, Problems problems) {
        calls.add("check the variants");
        return hints;
    }

    @Override
    public Outcome run(
            Experiment experiment, Path runs, String variant, boolean overwrite, DataInspector.Progress progress) {
        calls.add(
                "run in " + runs + (variant.equals("base") ? "" : " as " + variant) + (overwrite ? ", overwrite" : ""));
        return outcome();
    }

    @Override
    public Outcome resume(
            Path run,
            List<String> settings,
            ChangePolicy changes,
            Consumer<ResumePoint> told,
            DataInspector.Progress progress) {
        calls.add("resume " + run + " " + settings + accepting(changes));
        told.accept(resumePoint);
        return outcome();
    }

    @Override
    public Result measure(Settings settings) {
        benchmarked = settings;
        return new Result(
                "nd4j \"M2.1\"",
                "float32",
                1.23456,
                1.0,
                0.5,
                0.25,
                1234,
                List.of(
                        new OperationTime("conv2d", "backward", 18, 0.75, 3e11),
                        new OperationTime("Adam", "optimizer", 1, 0.25, 0)));
    }

    @Override
    public double estimate(Experiment experiment, int steps) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Pace pace(Experiment experiment, int steps) {
        throw new AssertionError("commands leave the pace to those who plan");
    }

    @Override
    public Memory memory(Experiment experiment) {
        throw new AssertionError("commands leave memory to those who plan");
    }

    @Override
    public OptionalLong availableMemory() {
        throw new AssertionError("commands leave memory to those who plan");
    }

    @Override
    public Saving saving(Experiment experiment, OptionalInt steps, Path folder) {
        calls.add("saving " + steps + " in " + folder.getParent());
        return new Saving("nd4j", 100, 20, 0.01, 50, 2_000_000, 6_000_000, 0.006, 0.01, 0.012, 0.001);
    }

    @Override
    public Profile profile(Experiment experiment, int steps) {
        calls.add("profile " + steps + " steps");
        return new Profile(
                "nd4j",
                4,
                steps,
                0.5,
                Map.of("forward", 0.25),
                List.of(new OperationTime("Conv2d", "forward", 3, 0.25, 1e11)),
                7,
                8e11,
                Map.of("arena", 3L << 20),
                321);
    }

    @Override
    public Path evaluate(EvaluationRequest request, ChangePolicy changes) {
        calls.add("evaluate " + request + accepting(changes));
        return Path.of("runs/x/evaluations/test");
    }

    @Override
    public Prediction predict(PredictionRequest request, ChangePolicy changes, PredictionProgress progress) {
        calls.add("predict " + request + accepting(changes));
        return new Prediction(List.of(Path.of("masks/heart.nii.gz")), notes, failures);
    }

    private static String accepting(ChangePolicy changes) {
        if (changes.accepted()) {
            changes.told().accept("accepted: a change");
        }
        return changes.accepted() ? ", accepting changes" : "";
    }

    private Outcome outcome() {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure != null) {
            throw (RuntimeException) failure;
        }
        return new Outcome(Path.of("runs/x/base/seed-1-ab"), interrupted);
    }

    private static Experiment experiment(String device, String reporter) {
        Component any = component(Kind.REPORTER, reporter);
        return new Experiment(
                "x",
                Path.of("x.yaml"),
                1,
                new DataSection(Map.of(
                        "dataset",
                        component(Kind.DATASET, reporter),
                        "split",
                        component(Kind.SPLIT, reporter),
                        "sampling",
                        component(Kind.SAMPLING, reporter),
                        "size",
                        List.of(64, 64),
                        "grid",
                        component(Kind.GRID, reporter))),
                new ModelSection(component(Kind.MODEL, reporter), Map.of()),
                List.of(),
                component(Kind.OPTIMIZER, reporter),
                new TrainingSection(Map.of("epochs", 1)),
                new EvaluationSection(Map.of()),
                List.of(),
                List.of(any),
                new RuntimeSection(Map.of("device", device)),
                "name: \u00e9tude\n",
                Map.of(),
                Set.of());
    }

    private static Component component(Kind kind, String type) {
        return Component.of(kind, type, factory(type), Arguments.of(Options.none(), Map.of()));
    }

    static Factory<Object> factory(String summary) {
        return new Factory<>() {
            @Override
            public String summary() {
                return summary;
            }

            @Override
            public Options options() {
                return Options.none();
            }

            @Override
            public Object create(Arguments arguments) {
                return this;
            }
        };
    }

    /** A backend of which only the diagnosis is asked. */
    record DiagnosedBackend(Map<String, String> facts) implements BackendFactory {

        @Override
        public Map<String, String> diagnose() {
            if (facts.isEmpty()) {
                throw new IllegalStateException("no library");
            }
            return facts;
        }

        @Override
        public boolean supports(String device) {
            return true;
        }

        @Override
        public String summary() {
            return "computes";
        }

        @Override
        public Options options() {
            return Options.none();
        }

        @Override
        public Backend create(Arguments arguments) {
            throw new AssertionError("a diagnosis creates no backend");
        }
    }
}
