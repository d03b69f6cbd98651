// SPDX-License-Identifier: Apache-2.0
package org.septum.models.block;

import org.septum.api.graph.Extent;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Tensor;
import org.septum.api.model.Block;

/** A block whose kernels a network may choose level by level, and whose first convolution takes a stride. */
@FunctionalInterface
interface StridedBlock extends Block {

    @Override
    Tensor build(GraphBuilder graph, Tensor input, int outputChannels, Extent kernel, Extent stride);

    @Override
    default Tensor build(GraphBuilder graph, Tensor input, int outputChannels) {
        return build(graph, input, outputChannels, KERNEL, Extent.ONE);
    }

    @Override
    default boolean takesStride() {
        return true;
    }
}
