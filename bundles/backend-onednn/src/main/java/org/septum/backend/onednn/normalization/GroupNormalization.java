// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn.normalization;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MEAN;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_VARIANCE;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_scale;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_shift;

import org.bytedeco.dnnl.group_normalization_forward;
import org.bytedeco.dnnl.memory;
import org.septum.api.graph.Op;
import org.septum.backend.common.kernels.Floats;
import org.septum.backend.onednn.compile.Compilation;
import org.septum.backend.onednn.compile.Primitive;
import org.septum.backend.onednn.library.Address;
import org.septum.backend.onednn.library.Element;
import org.septum.backend.onednn.library.Engine;
import org.septum.backend.onednn.library.Layout;
import org.septum.backend.onednn.memory.Place;
import org.septum.backend.onednn.rewrite.Node;
import org.septum.backend.onednn.rewrite.Operand;

/** Group normalization; {@link GroupNormalizationGradient} is its gradient. */
public final class GroupNormalization {

    private static final int FLAGS = dnnl_use_scale | dnnl_use_shift;

    private final Op.GroupNorm op;
    private final Compilation compilation;
    private final Element element;
    private final memory.desc layout;
    private final memory.desc channels;
    private final int statistics;

    private GroupNormalization(Op.GroupNorm op, Operand x, Compilation compilation) {
        this.op = op;
        this.compilation = compilation;
        this.element = compilation.computing();
        this.layout = Layout.channelsLast(x.dimensions(), element);
        this.channels = Layout.vector(x.channels(), Element.FLOAT32);
        this.statistics = x.dimension(0) * op.groups();
    }

    /** x, scale, shift -> y, means, inverse deviations. */
    public static void forward(Op.GroupNorm op, Node node, Compilation compilation) {
        new GroupNormalization(op, node.in(0), compilation).forward(node);
    }

    private void forward(Node node) {
        Operand y = node.out(0);
        Place target = compilation.target(element, y);
        Place variance = compilation.scratch((long) statistics * Float.BYTES);
        Place inverse = compilation.place(node.out(2));
        group_normalization_forward.primitive_desc description = description();
        compilation.add(
                description,
                new group_normalization_forward(description),
                new Primitive.Argument(DNNL_ARG_SRC, layout, compilation.as(element, node.in(0))),
                new Primitive.Argument(DNNL_ARG_SCALE, channels, compilation.place(node.in(1))),
                new Primitive.Argument(DNNL_ARG_SHIFT, channels, compilation.place(node.in(2))),
                new Primitive.Argument(DNNL_ARG_DST, layout, target),
                new Primitive.Argument(DNNL_ARG_MEAN, description.mean_desc(), compilation.place(node.out(1))),
                new Primitive.Argument(DNNL_ARG_VARIANCE, description.variance_desc(), variance));
        compilation.add(step -> inverseDeviations(variance, inverse));
        compilation.store(element, target, y);
    }

    private void inverseDeviations(Place variance, Place inverse) {
        Floats from = Address.floats(variance.address(), statistics);
        Floats to = Address.floats(inverse.address(), statistics);
        for (int i = 0; i < statistics; i++) {
            to.put(i, (float) (1 / Math.sqrt(from.get(i) + op.epsilon())));
        }
    }

    private group_normalization_forward.primitive_desc description() {
        return new group_normalization_forward.primitive_desc(
                compilation.engine().engine(),
                dnnl_forward_training,
                layout,
                layout,
                op.groups(),
                (float) op.epsilon(),
                FLAGS,
                Engine.attributes(),
                false);
    }
}
