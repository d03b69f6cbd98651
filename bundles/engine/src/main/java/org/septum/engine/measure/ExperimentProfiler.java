// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.measure;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.septum.api.backend.Program;
import org.septum.api.data.Part;
import org.septum.api.data.SampleInfo;
import org.septum.api.experiment.Experiment;
import org.septum.api.graph.Mode;
import org.septum.api.training.Optimizer;
import org.septum.api.training.Progress;
import org.septum.engine.check.ExperimentCheck;
import org.septum.engine.data.HashedDataset;
import org.septum.engine.inference.Inference;
import org.septum.engine.network.BackendChoice;
import org.septum.engine.network.MemoryCheck;
import org.septum.engine.network.Network;
import org.septum.engine.network.OpenedModel;
import org.septum.engine.network.ProcessMemory;
import org.septum.engine.sample.ActiveHead;
import org.septum.engine.sample.Batch;
import org.septum.engine.sample.BatchStream;
import org.septum.engine.sample.Labelling;
import org.septum.engine.sample.SampleUse;
import org.septum.engine.setup.Setup;
import org.septum.services.graph.GraphCompiler;
import org.septum.services.measure.OperationTime;
import org.septum.services.measure.Profiler;
import org.septum.services.plugin.Registry;

/** Trains an experiment for a few steps with a watch on every operation. */
@Component
public final class ExperimentProfiler implements Profiler {

    private static final int WARM_UP = 2;

    private final Registry registry;
    private final GraphCompiler compiler;

    @Activate
    public ExperimentProfiler(@Reference Registry registry, @Reference GraphCompiler compiler) {
        this.registry = registry;
        this.compiler = compiler;
    }

    @Override
    public Profile profile(Experiment experiment, int steps) {
        BackendChoice choice = BackendChoice.of(experiment, registry);
        return on(experiment, choice, (setup, model) -> {
            Steps measured = new Steps(setup, model);
            measured.run(steps);
            return measured.profile(new ConvolutionPeak(compiler, choice).flops());
        });
    }

    @Override
    public Saving saving(Experiment experiment, OptionalInt steps, Path folder) {
        return on(
                experiment,
                BackendChoice.of(experiment, registry),
                (setup, model) -> new SavingMeasurement(setup, model, folder).measure(steps));
    }

    @Override
    public double estimate(Experiment experiment, int steps) {
        return pace(experiment, steps).total(experiment.training().epochs());
    }

    @Override
    public Pace pace(Experiment experiment, int steps) {
        return on(experiment, BackendChoice.of(experiment, registry), (setup, model) -> {
            Steps measured = new Steps(setup, model);
            measured.run(steps);
            double evaluation = measured.evaluation(steps, false);
            return new Pace(
                    model.description(),
                    setup.fullBatch(),
                    OperationTimes.median(measured.whole),
                    OperationTimes.median(measured.waiting),
                    evaluation,
                    experiment.evaluation().flip() ? measured.evaluation(steps, true) : evaluation,
                    setup.stepsPerEpoch(),
                    setup.batches(Part.VALIDATION),
                    setup.batches(Part.TEST));
        });
    }

    @Override
    public Memory memory(Experiment experiment) {
        try (HashedDataset dataset = Setup.dataset(experiment)) {
            Network network = new Network(
                    compiler, experiment, dataset.channels(), ActiveHead.of(experiment.heads(), Labelling.of(dataset)));
            BackendChoice choice = BackendChoice.of(experiment, registry);
            MemoryCheck check = MemoryCheck.of(
                    network.memory(), choice, Mode.TRAINING, experiment.data().batchSize());
            return new Memory(check.needed(), check.available(), check.fits());
        }
    }

    @Override
    public OptionalLong availableMemory() {
        return ProcessMemory.available();
    }

    /** Opens an experiment, with its first weights. */
    private <T> T on(Experiment experiment, BackendChoice choice, BiFunction<Setup, OpenedModel, T> measurement) {
        try (Setup setup = ExperimentCheck.setup(experiment, compiler);
                OpenedModel model = OpenedModel.forTraining(setup.network(), choice, setup.fullBatch())) {
            model.weights().initialize(setup.randomness());
            return measurement.apply(setup, model);
        }
    }

    /** The steps and what was measured in them. */
    private static final class Steps {

        private final Setup setup;
        private final OpenedModel model;
        private final int batch;
        private final Program program;
        private final Optimizer optimizer;
        private final OperationTimes times;
        private final List<Double> whole = new ArrayList<>();
        private final List<Double> waiting = new ArrayList<>();

        Steps(Setup setup, OpenedModel model) {
            this.setup = setup;
            this.model = model;
            this.batch = setup.fullBatch();
            this.program = model.program(Mode.TRAINING, batch);
            this.optimizer = setup.experiment().optimizer().create(Optimizer.class);
            this.times = new OperationTimes(model.plan(), program);
        }

        void run(int count) {
            BatchStream batches = setup.trainingBatches(1, SampleUse.ofEach(samples(count)), 0);
            for (int step = 1; batches.hasNext(); step++) {
                step(batches, step);
            }
        }

        /** The median time of an evaluated batch, its scores aside. */
        double evaluation(int count, boolean flip) {
            Inference inference = new Inference(model, flip);
            List<Double> seconds = new ArrayList<>();
            BatchStream batches = setup.evaluatingBatches(samples(count), batch);
            for (int step = 1; batches.hasNext(); step++) {
                long start = System.nanoTime();
                inference.run(batches.next());
                if (step > WARM_UP) {
                    seconds.add((System.nanoTime() - start) / 1e9);
                }
            }
            return OperationTimes.median(seconds);
        }

        private List<SampleInfo> samples(int count) {
            return setup.trainingSamples((count + WARM_UP) * batch);
        }

        private void step(BatchStream batches, int step) {
            boolean measured = step > WARM_UP;
            long start = System.nanoTime();
            Batch data = batches.next();
            setup.network().write(data, program);
            program.run(step, measured ? times : null);
            program.scalar(Network.LOSS);
            long updating = System.nanoTime();
            Progress progress = new Progress(step, setup.stepsPerEpoch(), setup.stepsPerEpoch());
            model.session().update(optimizer.step(progress, 1), optimizer.slots());
            long end = System.nanoTime();
            if (measured) {
                times.runFinished(setup.experiment().optimizer().type(), end - updating);
                waiting.add(batches.waitNanoseconds() / 1e9);
                whole.add((end - start) / 1e9);
            }
        }

        Profile profile(double peakFlops) {
            List<OperationTime> operations = times.medians();
            double step = OperationTimes.median(whole);
            Map<String, Double> phases = new LinkedHashMap<>();
            phases.put("data wait", OperationTimes.median(waiting));
            for (String phase : List.of("forward", "backward", "optimizer")) {
                phases.put(phase, sum(operations, phase));
            }
            double known =
                    phases.values().stream().mapToDouble(Double::doubleValue).sum();
            phases.put("other", Math.max(0, step - known));
            return new Profile(
                    model.description(),
                    batch,
                    whole.size(),
                    step,
                    phases,
                    operations,
                    times.moves(),
                    peakFlops,
                    model.session().memory(),
                    ProcessMemory.peakMegabytes().orElse(0L));
        }

        private static double sum(List<OperationTime> operations, String phase) {
            return operations.stream()
                    .filter(operation -> operation.phase().equals(phase))
                    .mapToDouble(OperationTime::seconds)
                    .sum();
        }
    }
}
