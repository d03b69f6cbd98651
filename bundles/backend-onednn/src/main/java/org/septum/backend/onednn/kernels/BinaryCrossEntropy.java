// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn.kernels;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.memory;
import org.septum.api.graph.Activation;
import org.septum.api.graph.Op;
import org.septum.backend.common.kernels.RowKernel;
import org.septum.backend.common.kernels.Sizes;
import org.septum.backend.onednn.compile.Compilation;
import org.septum.backend.onednn.compile.HostCall;
import org.septum.backend.onednn.library.Element;
import org.septum.backend.onednn.library.Layout;
import org.septum.backend.onednn.memory.Place;
import org.septum.backend.onednn.rewrite.Node;
import org.septum.backend.onednn.rewrite.Operand;

/** The binary cross-entropy of single pixels and its gradient, computed in float32 from float32 logits. */
public final class BinaryCrossEntropy {

    private BinaryCrossEntropy() {}

    /**
     * logits, target -> loss: with s = log(1 + exp(-|x|)), which cannot overflow, log sigmoid(x) is min(x, 0) - s. The
     * primitive computes s from |x| with the opposite sign.
     */
    public static void forward(Op.BceWithLogits op, Node node, Compilation compilation) {
        Operand logits = node.in(0);
        int channels = logits.channels();
        float positive = (float) op.positiveWeight();
        memory.desc layout = Layout.vector(logits.elements(), Element.FLOAT32);
        Place minusS = compilation.scratch(logits.elements() * Float.BYTES);
        Eltwise.ABSOLUTE.forward(layout, compilation.as(Element.FLOAT32, logits), minusS, compilation);
        Eltwise.MINUS_SOFTPLUS_OF_MINUS.forward(layout, minusS, minusS, compilation);
        RowKernel.Function combine = (first, rows, from, to) -> {
            float[] x = from[0];
            float[] t = from[1];
            float[] soft = from[2];
            float[] loss = to[0];
            for (int i = 0; i < rows * channels; i++) {
                float negative = Math.max(x[i], 0) - soft[i];
                loss[i] = positive * t[i] * (Math.max(-x[i], 0) - soft[i]) + (1 - t[i]) * negative;
            }
        };
        add(node, logits, minusS, combine, compilation);
    }

    /** dy, logits, target -> dlogits. */
    public static void backward(Op.BceWithLogits op, Node node, Compilation compilation) {
        Operand logits = node.in(1);
        int channels = logits.channels();
        float positive = (float) op.positiveWeight();
        Place sigmoid = compilation.scratch(logits.elements() * Float.BYTES);
        Eltwise.of(Activation.SIGMOID)
                .orElseThrow()
                .forward(
                        Layout.vector(logits.elements(), Element.FLOAT32),
                        compilation.as(Element.FLOAT32, logits),
                        sigmoid,
                        compilation);
        RowKernel.Function combine = (first, rows, from, to) -> {
            float[] dy = from[0];
            float[] t = from[2];
            float[] p = from[3];
            float[] dlogits = to[0];
            for (int i = 0; i < rows * channels; i++) {
                dlogits[i] = dy[i] * ((1 - t[i]) * p[i] - positive * t[i] * (1 - p[i]));
            }
        };
        add(node, logits, sigmoid, combine, compilation);
    }

    private static void add(
            Node node, Operand logits, Place computed, RowKernel.Function combine, Compilation compilation) {
        List<Sizes> inputs = new ArrayList<>(HostCall.sizes(node.in()));
        inputs.add(Sizes.of(logits.dimensions()));
        RowKernel kernel = new RowKernel(
                inputs, HostCall.sizes(node.out()), compilation.resources().lanes(), combine);
        compilation.add(new HostCall(kernel, node.in(), List.of(computed), node.out(), compilation));
    }
}
