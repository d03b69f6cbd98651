// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j;

import org.septum.api.graph.Op;
import org.septum.api.plan.Value;

/**
 * Dropout with counter-based noise: whether an element is dropped depends on the seed, the step, the dropout's stream and
 * the element's index in reference order alone, by the mixing function of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
 */
final class Dropout implements Kernel {

    private final Op.Dropout op;
    private final Sizes sizes;
    private final long seed;
    private final Memory x;
    private final Memory y;
    private final Memory mask;
    private final Lanes lanes;

    Dropout(Op.Dropout op, Value x, Value y, Value mask, Bindings bindings) {
        this.op = op;
        this.sizes = Sizes.of(x);
        this.seed = bindings.seed();
        this.x = bindings.memory(x);
        this.y = bindings.memory(y);
        this.mask = bindings.memory(mask);
        this.lanes = bindings.lanes();
    }

    @Override
    public void run(long step) {
        long base = mix(mix(mix(seed) + step) + op.stream());
        float kept = (float) (1 / (1 - op.probability()));
        int channels = sizes.channels();
        int plane = sizes.height() * sizes.width();
        Rows rows = Rows.of(sizes.pixels(), channels);
        lanes.run(rows.parts(), (part, workspace) -> {
            float[] values = workspace.array(0, rows.largest());
            float[] masks = workspace.array(1, rows.largest());
            int first = rows.firstRow(part);
            int length = rows.rowsOf(part) * channels;
            x.get(first * channels, values, length);
            for (int i = 0; i < length; i++) {
                int pixel = first + i / channels;
                long element = ((long) (pixel / plane) * channels + i % channels) * plane + pixel % plane;
                double noise = (mix(base + element) >>> 11) * 0x1p-53;
                masks[i] = noise < op.probability() ? 0 : kept;
                values[i] *= masks[i];
            }
            mask.put(first * channels, masks, length);
            y.put(first * channels, values, length);
        });
    }

    private static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
