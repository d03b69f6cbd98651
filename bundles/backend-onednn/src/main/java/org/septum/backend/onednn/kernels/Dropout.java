// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn.kernels;

import java.util.List;
import org.septum.api.graph.Op;
import org.septum.backend.common.kernels.DropoutNoise;
import org.septum.backend.common.kernels.Sizes;
import org.septum.backend.onednn.compile.Compilation;
import org.septum.backend.onednn.compile.HostCall;
import org.septum.backend.onednn.rewrite.Node;
import org.septum.backend.onednn.rewrite.Operand;

/** Dropout with counter-based noise: x -> y, mask. The mask is made first, then multiplied with x. */
public final class Dropout {

    private Dropout() {}

    public static void forward(Op.Dropout op, Node node, Compilation compilation) {
        Operand mask = node.out(1);
        DropoutNoise noise = new DropoutNoise(
                op, Sizes.of(mask.dimensions()), compilation.resources().seed());
        compilation.add(new HostCall(
                noise.mask(compilation.resources().lanes()), List.of(), List.of(), List.of(mask), compilation));
        Node product = new Node(
                node.call(),
                node.phase(),
                new Op.Binary(Op.Binary.Function.MULTIPLY),
                List.of(node.in(0), mask),
                List.of(node.out(0)));
        Pointwise.binary((Op.Binary) product.op(), product, compilation);
    }
}
