// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.evaluation;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.septum.api.RunFailure;
import org.septum.api.backend.Program;
import org.septum.api.graph.Mode;
import org.septum.engine.network.Network;
import org.septum.engine.network.OpenedModel;
import org.septum.engine.sample.ActiveHead;
import org.septum.engine.sample.Batch;
import org.septum.engine.sample.Preparation;
import org.septum.engine.setup.Setup;

/** Runs batches through the network in evaluation mode. */
public final class Inference {

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

    private final OpenedModel model;
    private final List<ActiveHead> heads;
    private final int channels;
    private final int height;
    private final int width;
    private final boolean flip;

    /**
     * @param channels of the image
     * @param flip whether the logits are averaged over the image and its three mirror images
     */
    public Inference(OpenedModel model, List<ActiveHead> heads, int channels, int height, int width, boolean flip) {
        this.model = model;
        this.heads = heads;
        this.channels = channels;
        this.height = height;
        this.width = width;
        this.flip = flip;
    }

    /** On the grid on which an experiment is evaluated. */
    public static Inference of(Setup setup, OpenedModel model, boolean flip) {
        Preparation preparation = setup.evaluating();
        return new Inference(
                model, setup.heads(), preparation.channels(), preparation.height(), preparation.width(), flip);
    }

    /** Runs a batch; the losses are those of the images as they are. */
    public Result run(Batch batch) {
        Program program = model.program(Mode.EVALUATION, batch.size());
        heads.forEach(head -> program.write(head.targetInput(), batch.target(head)));
        program.write(Network.IMAGE, batch.image());
        program.run(0);
        double loss = program.scalar(Network.LOSS);
        Map<String, Double> headLosses = new LinkedHashMap<>();
        Map<String, float[]> logits = new LinkedHashMap<>();
        for (ActiveHead head : heads) {
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
            for (ActiveHead head : heads) {
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

    private float[] read(Program program, ActiveHead head, int batch) {
        float[] logits = new float[batch * model.channels(head.logitsOutput()) * height * width];
        program.read(head.logitsOutput(), logits);
        return logits;
    }

    /** Every plane upside down, left to right, or both. */
    private float[] mirrored(float[] planes, boolean rows, boolean columns) {
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

    /** An input without truth: the targets are all background and the losses mean nothing. */
    public Result run(float[] image) {
        int size = image.length / (channels * height * width);
        Map<String, int[]> truth = new LinkedHashMap<>();
        heads.forEach(head -> truth.put(head.name(), new int[size * height * width]));
        return run(new Batch(Collections.nCopies(size, null), image, truth));
    }
}
