// SPDX-License-Identifier: Apache-2.0
package org.septum.models.block;

import org.septum.api.graph.Extent;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Tensor;
import org.septum.api.model.Block;

/** A block whose kernels a network may choose level by level. */
@FunctionalInterface
interface KernelBlock extends Block {

    /** @param kernel of the block's usual convolutions, odd */
    Tensor build(GraphBuilder graph, Tensor input, int outputChannels, Extent kernel);

    @Override
    default Tensor build(GraphBuilder graph, Tensor input, int outputChannels) {
        return build(graph, input, outputChannels, KERNEL);
    }

    @Override
    default Tensor build(GraphBuilder graph, Tensor input, int outputChannels, Extent kernel, Extent stride) {
        return build(graph, input, outputChannels, kernel);
    }
}
