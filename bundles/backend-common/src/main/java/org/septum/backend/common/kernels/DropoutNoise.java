// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.common.kernels;

import org.septum.api.graph.Op;

/**
 * The counter-based noise of dropout: whether an element is dropped depends on the seed, the step, the dropout's stream and
 * the element's index in reference order alone, by the mixing function of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
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
        long base = mix(mix(mix(seed) + step) + op.stream());
        int channels = sizes.channels();
        int plane = sizes.height() * sizes.width();
        float kept = (float) (1 / (1 - op.probability()));
        for (int i = 0; i < rows * channels; i++) {
            int pixel = first + i / channels;
            long element = ((long) (pixel / plane) * channels + i % channels) * plane + pixel % plane;
            double noise = (mix(base + element) >>> 11) * 0x1p-53;
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

    private static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
