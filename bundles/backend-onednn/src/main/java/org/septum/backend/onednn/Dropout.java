// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn;

import java.util.List;
import org.septum.api.graph.Op;

/**
 * Dropout with counter-based noise: whether an element is dropped depends on the seed, the step, the dropout's stream and
 * the element's index in reference order alone, by the mixing function of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
 */
final class Dropout implements Kernel {

    private final Op.Dropout op;
    private final Operand mask;
    private final long seed;
    private final RowKernel kernel;
    private long base;

    private Dropout(Op.Dropout op, Operand mask, Compilation compilation) {
        this.op = op;
        this.mask = mask;
        this.seed = compilation.session().seed();
        this.kernel = new RowKernel(List.of(), List.of(), List.of(mask), compilation, this::fill);
    }

    /** x -> y, mask. The mask is made first, then multiplied with x. */
    static void forward(Op.Dropout op, Node node, Compilation compilation) {
        compilation.add(new Dropout(op, node.out(1), compilation));
        Node product = new Node(
                node.step(),
                node.phase(),
                new Op.Binary(Op.Binary.Function.MULTIPLY),
                List.of(node.in(0), node.out(1)),
                List.of(node.out(0)));
        Pointwise.binary((Op.Binary) product.op(), product, compilation);
    }

    @Override
    public void bind() {
        kernel.bind();
    }

    @Override
    public void run(long step) {
        base = mix(mix(mix(seed) + step) + op.stream());
        kernel.run(step);
    }

    private void fill(int first, int rows, float[][] none, float[][] masks) {
        int channels = mask.channels();
        int plane = mask.dimension(2) * mask.dimension(3);
        float kept = (float) (1 / (1 - op.probability()));
        for (int i = 0; i < rows * channels; i++) {
            int pixel = first + i / channels;
            long element = ((long) (pixel / plane) * channels + i % channels) * plane + pixel % plane;
            double noise = (mix(base + element) >>> 11) * 0x1p-53;
            masks[0][i] = noise < op.probability() ? 0 : kept;
        }
    }

    private static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
