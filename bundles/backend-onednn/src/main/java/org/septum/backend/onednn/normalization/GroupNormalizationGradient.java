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
import org.septum.backend.onednn.memory.Place;
import org.septum.backend.onednn.rewrite.Node;
import org.septum.backend.onednn.rewrite.Operand;

/**
 * The gradient of group normalization. oneDNN's own is a plain loop; here each sample is taken as a batch that was normalized
 * with given statistics, those of its groups. The gradient of that has the sums for dscale and dshift, and all of dx but what
 * comes by way of the statistics: {@link GroupCoefficients}.
 */
public final class GroupNormalizationGradient {

    /** oneDNN's number of the second argument of the addition that is the second post-operation. */
    private static final int OFFSETS = 2 * dnnl.DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE | dnnl.DNNL_ARG_SRC_1;

    private static final int FLAGS = dnnl.dnnl_use_scale | dnnl.dnnl_use_shift | dnnl.dnnl_use_global_stats;

    private final Compilation compilation;
    private final GroupCoefficients coefficients;
    private final Element element;
    private final int channels;
    private final long bytesOfSample;
    private final memory.desc layout;
    private final memory.desc vector;

    private GroupNormalizationGradient(Operand x, GroupCoefficients coefficients, Compilation compilation) {
        List<Integer> sizes = List.of(1, x.channels(), x.dimension(2), x.dimension(3));
        this.compilation = compilation;
        this.coefficients = coefficients;
        this.element = compilation.computing();
        this.channels = x.channels();
        this.bytesOfSample = x.elements() / x.dimension(0) * element.bytes();
        this.layout = Layout.channelsLast(sizes, element);
        this.vector = Layout.vector(channels, Element.FLOAT32);
    }

    /** dy, x, scale, means, inverse deviations -> dx, dscale, dshift. */
    public static void add(Op.GroupNorm op, Node node, Compilation compilation) {
        GroupCoefficients coefficients = new GroupCoefficients(op, node, compilation);
        new GroupNormalizationGradient(node.in(1), coefficients, compilation).add(op, node);
    }

    private void add(Op.GroupNorm op, Node node) {
        Operand dx = node.out(0);
        Place dy = compilation.as(element, node.in(0));
        Place x = compilation.as(element, node.in(1));
        Place scale = compilation.place(node.in(2));
        Place target = compilation.target(element, dx);
        compilation.add(step -> coefficients.spread());
        for (int sample = 0; sample < dx.dimension(0); sample++) {
            direct(op, sample, of(sample, x), of(sample, dy), scale, of(sample, target));
        }
        compilation.add(step -> coefficients.compute());
        for (int sample = 0; sample < dx.dimension(0); sample++) {
            byWayOfStatistics(sample, of(sample, x), of(sample, target));
        }
        compilation.store(element, target, dx);
    }

    /** What dx would be if the statistics did not depend on x, and the sums over the sample. */
    private void direct(Op.GroupNorm op, int sample, Place x, Place dy, Place scale, Place dx) {
        new BatchNormPrimitive(layout, vector, dnnl.dnnl_forward_training, FLAGS, (float) op.epsilon(), compilation)
                .backward(
                        x,
                        dy,
                        scale,
                        numbers(GroupCoefficients.MEAN, sample),
                        numbers(GroupCoefficients.VARIANCE, sample),
                        null,
                        dx,
                        numbers(GroupCoefficients.DSCALE, sample),
                        numbers(GroupCoefficients.DSHIFT, sample));
    }

    /** dx = dx + factor x + offset. */
    private void byWayOfStatistics(int sample, Place x, Place dx) {
        memory.desc perChannel = Layout.channelsLast(List.of(1, channels, 1, 1), Element.FLOAT32);
        post_ops after = new post_ops();
        after.append_sum();
        after.append_binary(dnnl.dnnl_binary_add, perChannel);
        Pointwise.binary(
                dnnl.dnnl_binary_mul,
                after,
                new Argument(dnnl.DNNL_ARG_SRC_0, layout, x),
                new Argument(dnnl.DNNL_ARG_SRC_1, perChannel, numbers(GroupCoefficients.FACTOR, sample)),
                new Argument(dnnl.DNNL_ARG_DST, layout, dx),
                compilation,
                new Argument(OFFSETS, perChannel, numbers(GroupCoefficients.OFFSET, sample)));
    }

    private Place of(int sample, Place all) {
        return all.after(sample * bytesOfSample);
    }

    private Place numbers(int kind, int sample) {
        return coefficients.place(kind, sample);
    }
}
