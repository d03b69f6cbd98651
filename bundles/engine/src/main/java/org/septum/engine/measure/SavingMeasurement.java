// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.measure;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.septum.api.training.Optimizer;
import org.septum.engine.checkpoint.CheckpointWriter;
import org.septum.engine.checkpoint.SafetensorsWriter;
import org.septum.engine.checkpoint.Weights;
import org.septum.engine.network.OpenedModel;
import org.septum.engine.sample.BatchStream;
import org.septum.engine.sample.SampleUse;
import org.septum.engine.setup.Setup;
import org.septum.engine.training.RunState;
import org.septum.engine.training.TrainingStep;
import org.septum.services.measure.Profiler.Saving;

/** Trains rounds of a few steps, in turn with and without what is saved at an epoch's end before them. */
final class SavingMeasurement {

    /** Steps until Java has compiled what is often used; every so many of them with a saving. */
    private static final int WARM_UP = 30;

    private static final int SAVED_IN_WARM_UP = 5;

    /** How long a round takes at least, in seconds: longer than the disk, so that all that is done beside the steps counts. */
    private static final double ROUND = 0.2;

    private static final int FEWEST_ROUNDS = 4;

    /** How long all rounds take if no number of steps is given, in seconds. */
    private static final double ALL = 60;

    private final Setup setup;
    private final OpenedModel model;
    private final Weights weights;
    private final Optimizer optimizer;
    private final TrainingStep step;
    private final Path modelFile;
    private final Path state;
    private final List<Path> modelFiles;
    private BatchStream batches;
    private int done;

    /** @param folder where the files are written */
    SavingMeasurement(Setup setup, OpenedModel model, Path folder) {
        this.setup = setup;
        this.model = model;
        this.weights = model.weights();
        this.optimizer = setup.experiment().optimizer().create(Optimizer.class);
        this.step = new TrainingStep(setup, model, optimizer);
        this.modelFile = folder.resolve("model.safetensors");
        this.state = folder.resolve("state.safetensors");
        // Several policies that save after the same epoch share a file.
        this.modelFiles = Stream.of(modelFile, folder.resolve("other.safetensors"))
                .limit(setup.experiment().checkpoints().size())
                .toList();
    }

    /** @param steps how many steps to measure, or a few more; if absent, as many as a minute has */
    Saving measure(OptionalInt steps) {
        try (CheckpointWriter writer = new CheckpointWriter()) {
            batches = batches(WARM_UP);
            List<Double> warm = new ArrayList<>();
            for (int i = 0; i < WARM_UP; i++) {
                warm.add(round(1, i % SAVED_IN_WARM_UP == 0, writer));
            }
            double median = OperationTimes.median(warm);
            int each = (int) Math.ceil(ROUND / median);
            int rounds = Math.max(FEWEST_ROUNDS, steps.orElse((int) (ALL / median)) / (2 * each));
            batches = batches(2 * each * rounds);
            List<Double> with = new ArrayList<>();
            List<Double> without = new ArrayList<>();
            List<Double> waits = new ArrayList<>();
            for (int i = 0; i < rounds; i++) {
                // Each goes first as often as the other, so that a machine that becomes slower favours neither.
                for (boolean saves : new boolean[] {i % 2 == 0, i % 2 != 0}) {
                    long waited = writer.waitNanoseconds();
                    (saves ? with : without).add(round(each, saves, writer));
                    if (saves) {
                        waits.add((writer.waitNanoseconds() - waited) / 1e9);
                    }
                }
            }
            return result(each, with, without, waits);
        }
    }

    private Saving result(int each, List<Double> with, List<Double> without, List<Double> waits) {
        List<Double> differences = new ArrayList<>();
        for (int i = 0; i < with.size(); i++) {
            differences.add(with.get(i) - without.get(i));
        }
        double mean = mean(differences);
        double squares = differences.stream()
                .mapToDouble(difference -> (difference - mean) * (difference - mean))
                .sum();
        int rounds = differences.size();
        return new Saving(
                model.description(),
                rounds,
                each,
                OperationTimes.median(without) / each,
                setup.stepsPerEpoch(),
                modelFiles.isEmpty() ? 0 : modelFile.toFile().length(),
                state.toFile().length(),
                OperationTimes.median(waits),
                OperationTimes.median(differences),
                mean,
                Math.sqrt(squares / rounds / (rounds - 1)));
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    /** The seconds of some steps and, if wanted, of a saving before them. */
    private double round(int steps, boolean saves, CheckpointWriter writer) {
        long start = System.nanoTime();
        if (saves) {
            save(writer);
        }
        for (int i = 0; i < steps; i++) {
            done++;
            step.run(batches.next(), done);
        }
        writer.await();
        return (System.nanoTime() - start) / 1e9;
    }

    private void save(CheckpointWriter writer) {
        if (!modelFiles.isEmpty()) {
            writer.write(modelFiles, weights.tensors(), Map.of("step", Integer.toString(done)));
        }
        List<SafetensorsWriter.Tensor> tensors = weights.tensors(optimizer.slots());
        writer.write(List.of(state), tensors, Map.of("state", RunState.start().toJson()));
        writer.start();
    }

    private BatchStream batches(int count) {
        return setup.trainingBatches(1, SampleUse.ofEach(setup.trainingSamples(count * setup.fullBatch())), 0);
    }
}
