// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn.normalization;

import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.group_normalization_forward;
import org.bytedeco.dnnl.memory;
import org.septum.api.graph.Op;
import org.septum.backend.common.kernels.Floats;
import org.septum.backend.onednn.compile.Argument;
import org.septum.backend.onednn.compile.Compilation;
import org.septum.backend.onednn.library.Element;
import org.septum.backend.onednn.library.Engine;
import org.septum.backend.onednn.library.Layout;
import org.septum.backend.onednn.memory.Place;
import org.septum.backend.onednn.rewrite.Node;
import org.septum.backend.onednn.rewrite.Operand;

/** Group normalization; {@link GroupNormalizationGradient} is its gradient. */
public final class GroupNormalization {

    private static final int FLAGS = dnnl.dnnl_use_scale | dnnl.dnnl_use_shift;

    private GroupNormalization() {}

    /** x, scale, shift -> y, means, inverse deviations. */
    public static void forward(Op.GroupNorm op, Node node, Compilation compilation) {
        Operand x = node.in(0);
        Operand y = node.out(0);
        Element element = compilation.computing();
        memory.desc layout = Layout.channelsLast(x.dimensions(), element);
        memory.desc channels = Layout.vector(x.channels(), Element.FLOAT32);
        int statistics = x.dimension(0) * op.groups();
        Place target = compilation.target(element, y);
        Place variance = compilation.scratch((long) statistics * Float.BYTES);
        Place inverse = compilation.place(node.out(2));
        group_normalization_forward.primitive_desc description = new group_normalization_forward.primitive_desc(
                compilation.engine().engine(),
                dnnl.dnnl_forward_training,
                layout,
                layout,
                op.groups(),
                (float) op.epsilon(),
                FLAGS,
                Engine.attributes(),
                false);
        compilation.add(
                description,
                new group_normalization_forward(description),
                new Argument(dnnl.DNNL_ARG_SRC, layout, compilation.as(element, x)),
                new Argument(dnnl.DNNL_ARG_SCALE, channels, compilation.place(node.in(1))),
                new Argument(dnnl.DNNL_ARG_SHIFT, channels, compilation.place(node.in(2))),
                new Argument(dnnl.DNNL_ARG_DST, layout, target),
                new Argument(dnnl.DNNL_ARG_MEAN, description.mean_desc(), compilation.place(node.out(1))),
                new Argument(dnnl.DNNL_ARG_VARIANCE, description.variance_desc(), variance));
        compilation.add(step -> inverseDeviations(variance, inverse, statistics, op.epsilon()));
        compilation.store(element, target, y);
    }

    private static void inverseDeviations(Place variance, Place inverse, int count, double epsilon) {
        Floats from = variance.floats(count);
        Floats to = inverse.floats(count);
        for (int i = 0; i < count; i++) {
            to.put(i, (float) (1 / Math.sqrt(from.get(i) + epsilon)));
        }
    }
}
