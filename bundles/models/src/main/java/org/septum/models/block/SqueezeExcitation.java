// SPDX-License-Identifier: Apache-2.0
package org.septum.models.block;

import java.util.Set;
import org.septum.api.graph.Activation;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Role;
import org.septum.api.graph.Tensor;
import org.septum.api.model.Block;
import org.septum.models.layer.Convolution;

/**
 * Another block whose channels are weighted by what two 1 x 1 convolutions make of their means. Scopes: {@code block},
 * {@code squeeze}, {@code excite}.
 *
 * <p>J. Hu, L. Shen and G. Sun, "Squeeze-and-Excitation Networks", CVPR 2018.
 *
 * @param reduction by what the channels are divided in between
 */
record SqueezeExcitation(Block block, int reduction) implements Block {

    @Override
    public Tensor build(GraphBuilder graph, Tensor input, int outputChannels) {
        Tensor x = block.build(graph.scope("block"), input, outputChannels);
        Tensor means = graph.mean(x, Set.of(Role.HEIGHT, Role.WIDTH));
        int squeezed = Math.max(1, outputChannels / reduction);
        Tensor few = Convolution.build(graph.scope("squeeze"), means, squeezed, 1, true);
        Tensor active = graph.activate(few, Activation.RELU);
        Tensor many = Convolution.build(graph.scope("excite"), active, outputChannels, 1, true);
        return graph.multiply(x, graph.activate(many, Activation.SIGMOID));
    }
}
