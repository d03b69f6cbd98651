// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.inference;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.septum.api.RunFailure;
import org.septum.api.backend.Program;
import org.septum.api.graph.Mode;
import org.septum.engine.network.Network;
import org.septum.engine.network.OpenedModel;
import org.septum.engine.sample.ActiveHead;
import org.septum.engine.sample.Batch;

/**
 * Runs batches through the network in evaluation mode.
 *
 * @param flip whether the logits are averaged over the image and its three mirror images
 */
public record Inference(OpenedModel model, boolean flip) {

    /**
     * What the network makes of a batch.
     *
     * @param loss the total loss, each sample counting alike
     * @param headLosses the loss of each head
     * @param logits for each head, [batch, channel, height, width]
     */
    public record Result(double loss, Map<String, Double> headLosses, Map<String, float[]> logits) {

        /**
         * Looks at what a finished model is asked for: where a logit is not a number, every decision is made up.
         *
         * @param checkpoint that the weights are from
         * @throws RunFailure naming a head
         */
        public void requireFinite(Path checkpoint) {
            logits.forEach((head, values) -> {
                for (float value : values) {
                    if (!Float.isFinite(value)) {
                        throw new RunFailure(
                                checkpoint + ": with these weights the head '" + head + "' answers " + value
                                        + ", which decides nothing, though the weights are finite: they are too large, or a"
                                        + " variance among them is negative; use another checkpoint");
                    }
                }
            });
        }
    }

    /** Runs a batch; the losses are those of the images as they are. */
    public Result run(Batch batch) {
        Program program = model.program(Mode.EVALUATION, batch.size());
        network().write(batch, program);
        program.run(0);
        double loss = program.scalar(Network.LOSS);
        Map<String, Double> headLosses = new LinkedHashMap<>();
        Map<String, float[]> logits = new LinkedHashMap<>();
        for (ActiveHead head : network().heads()) {
            headLosses.put(head.name(), (double) program.scalar(head.lossOutput()));
            logits.put(head.name(), read(program, head, batch.size()));
        }
        if (flip) {
            addMirrored(program, batch, logits);
        }
        return new Result(loss, headLosses, logits);
    }

    private void addMirrored(Program program, Batch batch, Map<String, float[]> logits) {
        for (int mirror = 1; mirror < 4; mirror++) {
            boolean rows = (mirror & 1) != 0;
            boolean columns = (mirror & 2) != 0;
            program.write(Network.IMAGE, mirrored(batch.image(), rows, columns));
            program.run(0);
            for (ActiveHead head : network().heads()) {
                float[] sum = logits.get(head.name());
                float[] back = mirrored(read(program, head, batch.size()), rows, columns);
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += back[i];
                }
            }
        }
        for (float[] sum : logits.values()) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] /= 4;
            }
        }
    }

    private Network network() {
        return model.network();
    }

    private float[] read(Program program, ActiveHead head, int batch) {
        float[] logits = new float
                [batch
                        * model.channels(head.logitsOutput())
                        * network().height()
                        * network().width()];
        program.read(head.logitsOutput(), logits);
        return logits;
    }

    /** Every plane upside down, left to right, or both. */
    private float[] mirrored(float[] planes, boolean rows, boolean columns) {
        int height = network().height();
        int width = network().width();
        float[] mirrored = new float[planes.length];
        int at = 0;
        for (int plane = 0; plane < planes.length; plane += height * width) {
            for (int row = 0; row < height; row++) {
                int from = plane + (rows ? height - 1 - row : row) * width;
                for (int column = 0; column < width; column++) {
                    mirrored[at++] = planes[from + (columns ? width - 1 - column : column)];
                }
            }
        }
        return mirrored;
    }
}
