// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.common.kernels;

import org.septum.api.graph.Op;
import org.septum.common.random.SplitMix;

/**
 * The counter-based noise of dropout: whether an element is dropped depends on the seed, the step, the dropout's stream and
 * the element's index in reference order alone, by {@link SplitMix}.
 *
 * @param sizes of the mask
 */
public record DropoutNoise(Op.Dropout op, Sizes sizes, long seed) {

    /**
     * Makes some rows of the mask.
     *
     * @param first the number of the first pixel
     * @param rows how many pixels
     */
    public void fill(long step, int first, int rows, float[] mask) {
        long base = SplitMix.mix(SplitMix.mix(SplitMix.mix(seed) + step) + op.stream());
        int channels = sizes.channels();
        int plane = sizes.height() * sizes.width();
        float kept = (float) (1 / (1 - op.probability()));
        for (int i = 0; i < rows * channels; i++) {
            int pixel = first + i / channels;
            long element = ((long) (pixel / plane) * channels + i % channels) * plane + pixel % plane;
            double noise = SplitMix.uniform(SplitMix.mix(base + element));
            mask[i] = noise < op.probability() ? 0 : kept;
        }
    }

    /** Makes the whole mask, the only output. */
    public HostKernel mask(Lanes lanes) {
        int channels = sizes.channels();
        Rows rows = Rows.of(sizes.pixels(), channels);
        return (step, inputs, outputs) -> lanes.run(rows.parts(), rows.largest(), (part, workspace) -> {
            float[] mask = workspace.array(0, rows.largest());
            int first = rows.firstRow(part);
            fill(step, first, rows.rowsOf(part), mask);
            outputs[0].put(first * channels, mask, rows.rowsOf(part) * channels);
        });
    }
}
