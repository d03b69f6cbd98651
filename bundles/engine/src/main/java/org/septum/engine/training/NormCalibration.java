// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.training;

import java.util.List;
import org.septum.api.backend.FlatVector;
import org.septum.api.backend.Program;
import org.septum.api.graph.Mode;
import org.septum.engine.checkpoint.Weights;
import org.septum.engine.network.OpenedModel;
import org.septum.engine.sample.Batch;
import org.septum.engine.sample.BatchStream;
import org.septum.engine.sample.SampleUse;
import org.septum.engine.setup.Setup;

/**
 * Estimates the statistics of batch normalization anew, as the mean over some training batches, all seen by the same weights.
 * Running statistics mix what earlier weights have seen, weigh the last few batches most, and do not belong to averaged
 * weights at all. Wu and Johnson, "Rethinking 'Batch' in BatchNorm", 2021 (precise statistics). Training is not changed by
 * it: that normalizes with the statistics of its own batch.
 */
record NormCalibration(Setup setup, OpenedModel model) {

    /**
     * Replaces the statistics, if the experiment asks for it and the network has any.
     *
     * @param order the epoch's training samples; the first full batches of them are used, augmented as in the epoch
     * @param step the last training step, from which dropout draws
     */
    void run(int epoch, List<SampleUse> order, long step) {
        int batchSize = setup.fullBatch();
        int batches = Math.min(setup.experiment().training().recalibrateNorm(), order.size() / batchSize);
        FlatVector statistics = model.session().state();
        if (batches == 0 || statistics.size() == 0) {
            return;
        }
        float[] found = new float[Math.toIntExact(statistics.size())];
        statistics.read(0, found);
        float[] running = found.clone();
        double[] sums = new double[found.length];
        int finite = 0;
        List<SampleUse> samples = order.subList(0, batches * batchSize);
        Program program = model.program(Mode.CALIBRATION, batchSize);
        BatchStream stream = setup.trainingBatches(epoch, samples, 0);
        while (stream.hasNext()) {
            Batch batch = stream.next();
            setup.network().write(batch, program);
            program.run(step);
            statistics.read(0, found);
            // A batch whose step was skipped, its loss not being finite, must not get into the statistics here.
            if (Weights.notFinite(found) == 0) {
                finite++;
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += found[i];
                }
            }
        }
        for (int i = 0; i < sums.length; i++) {
            found[i] = finite == 0 ? running[i] : (float) (sums[i] / finite);
        }
        statistics.write(0, found);
    }
}
