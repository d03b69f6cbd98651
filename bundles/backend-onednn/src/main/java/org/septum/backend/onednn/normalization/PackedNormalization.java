// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn.normalization;

import java.util.List;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.septum.api.graph.Op;
import org.septum.backend.onednn.compile.Argument;
import org.septum.backend.onednn.compile.Compilation;
import org.septum.backend.onednn.kernels.Pointwise;
import org.septum.backend.onednn.library.Element;
import org.septum.backend.onednn.library.Layout;
import org.septum.backend.onednn.memory.Buffer;
import org.septum.backend.onednn.memory.Place;
import org.septum.backend.onednn.normalization.PackNumbers.Row;
import org.septum.backend.onednn.rewrite.Node;

/**
 * Batch normalization of {@link PixelPacks}. To the primitives each pixel of a pack has channels of its own. So the statistics
 * that they make are merged, and then they normalize with given ones, the same for all pixels of a pack. The gradient of that
 * has the sums for dscale and dshift, and all of dx but what comes by way of the statistics.
 */
public final class PackedNormalization {

    private static final int GIVEN = dnnl.dnnl_use_scale | dnnl.dnnl_use_shift | dnnl.dnnl_use_global_stats;

    private final float epsilon;
    private final int relu;
    private final Compilation compilation;
    private final memory.desc layout;
    private final memory.desc vector;
    private final memory.desc perChannel;
    private final long bytes;
    private final PackNumbers numbers;

    /**
     * @param relu whether the primitives apply the ReLU and its gradient
     */
    public PackedNormalization(Op.BatchNorm op, boolean relu, PixelPacks packs, Compilation compilation) {
        this.epsilon = (float) op.epsilon();
        this.relu = relu ? dnnl.dnnl_fuse_norm_relu : 0;
        this.compilation = compilation;
        this.layout = Layout.channelsLast(packs.dimensions(), compilation.computing());
        this.vector = Layout.vector(packs.width(), Element.FLOAT32);
        this.perChannel = Layout.channelsLast(List.of(1, packs.width(), 1, 1), Element.FLOAT32);
        this.bytes = layout.get_size();
        this.numbers = new PackNumbers(packs, compilation);
    }

    /** x -> the batch's means and biased variances; y is written, too, but not with the result. */
    public void statistics(Place x, Place y, Place mean, Place variance) {
        new BatchNormPrimitive(layout, vector, dnnl.dnnl_forward_training, 0, epsilon, compilation)
                .forward(x, null, null, numbers.place(Row.MEAN), numbers.place(Row.VARIANCE), y);
        compilation.add(step -> numbers.mergeStatistics(mean, variance));
    }

    /**
     * x, scale, shift, mean, variance -> y.
     *
     * @return which elements the ReLU has set to zero, if that is kept for the gradient; otherwise null
     */
    public Buffer normalize(boolean training, Place x, Place scale, Place shift, Place mean, Place variance, Place y) {
        compilation.add(step -> {
            numbers.repeat(scale, Row.SCALE);
            numbers.repeat(shift, Row.SHIFT);
            numbers.repeat(mean, Row.MEAN);
            numbers.repeat(variance, Row.VARIANCE);
        });
        return primitive(training ? dnnl.dnnl_forward_training : dnnl.dnnl_forward_inference)
                .forward(
                        x,
                        numbers.place(Row.SCALE),
                        numbers.place(Row.SHIFT),
                        numbers.place(Row.MEAN),
                        numbers.place(Row.VARIANCE),
                        y);
    }

    /**
     * dy, x, scale, mean, inverse deviation -> dx, dscale, dshift, in training.
     *
     * @param node where the others of these are
     * @param mask which elements the ReLU has set to zero; null without
     */
    public void gradient(Node node, Place dy, Buffer mask, Place dx) {
        Place x = compilation.as(compilation.computing(), node.in(1));
        Place scale = compilation.place(node.in(3));
        Place mean = compilation.place(node.in(4));
        Place inverseDeviation = compilation.place(node.in(5));
        Place dscale = compilation.place(node.out(1));
        Place dshift = compilation.place(node.out(2));
        compilation.add(step -> numbers.prepareGradient(epsilon, mean, inverseDeviation));
        Place masked = compilation.scratch(bytes);
        primitive(dnnl.dnnl_forward_training)
                .backward(
                        x,
                        dy,
                        numbers.place(Row.SCALE),
                        numbers.place(Row.MEAN),
                        numbers.place(Row.VARIANCE),
                        mask,
                        masked,
                        numbers.place(Row.DSCALE),
                        numbers.place(Row.DSHIFT));
        compilation.add(step -> numbers.finishGradient(scale, inverseDeviation, dscale, dshift));
        combine(x, masked, dx);
    }

    /** dx = OUTER (FACTOR (x - MEAN) + dy + OFFSET): one pass, rounded once. */
    private void combine(Place x, Place dy, Place dx) {
        post_ops after = new post_ops();
        after.append_binary(dnnl.dnnl_binary_mul, perChannel);
        after.append_binary(dnnl.dnnl_binary_add, layout);
        after.append_binary(dnnl.dnnl_binary_add, perChannel);
        after.append_binary(dnnl.dnnl_binary_mul, perChannel);
        Pointwise.binary(
                dnnl.dnnl_binary_sub,
                after,
                new Argument(dnnl.DNNL_ARG_SRC_0, layout, x),
                new Argument(dnnl.DNNL_ARG_SRC_1, perChannel, numbers.place(Row.MEAN)),
                new Argument(dnnl.DNNL_ARG_DST, layout, dx),
                compilation,
                new Argument(second(0), perChannel, numbers.place(Row.FACTOR)),
                new Argument(second(1), layout, dy),
                new Argument(second(2), perChannel, numbers.place(Row.OFFSET)),
                new Argument(second(3), perChannel, numbers.place(Row.OUTER)));
    }

    /** oneDNN's number of the second argument of a post-operation. */
    private static int second(int operation) {
        return (operation + 1) * dnnl.DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE | dnnl.DNNL_ARG_SRC_1;
    }

    /** Normalizes with given statistics. */
    private BatchNormPrimitive primitive(int kind) {
        return new BatchNormPrimitive(layout, vector, kind, GIVEN | relu, epsilon, compilation);
    }
}
