// SPDX-License-Identifier: Apache-2.0
package org.septum.api.model;

import org.septum.api.UserError;
import org.septum.api.graph.Extent;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Tensor;

/**
 * A group of layers that keeps height and width, but for a stride that it is asked for. It applies no final nonlinearity of the
 * whole network.
 */
public interface Block {

    /** The size of a block's usual convolutions. */
    Extent KERNEL = Extent.square(3);

    /**
     * @param graph scoped to the block's own name
     * @return [batch, outputChannels, height, width]
     */
    Tensor build(GraphBuilder graph, Tensor input, int outputChannels);

    /**
     * The same with the kernels and the stride that a network has chosen for one of its levels. A block that does not say
     * otherwise has kernels of its own.
     *
     * @param kernel odd; the size of the convolutions that otherwise have {@link #KERNEL}
     * @param stride by what height and width are divided, and divisible; {@link Extent#ONE} for a block that does not
     *     {@link #takesStride}
     * @return [batch, outputChannels, height / stride, width / stride]
     * @throws UserError if the network has chosen a kernel that the block cannot have
     */
    default Tensor build(GraphBuilder graph, Tensor input, int outputChannels, Extent kernel, Extent stride) {
        if (!kernel.equals(KERNEL)) {
            throw new UserError("kernels: found " + kernel
                    + " for a level whose block has kernels of its own; choose another block, such as double-conv, or 3 for"
                    + " that level");
        }
        return build(graph, input, outputChannels);
    }

    /** Whether it can divide height and width by a stride; a network otherwise does that in front of it. */
    default boolean takesStride() {
        return false;
    }
}
