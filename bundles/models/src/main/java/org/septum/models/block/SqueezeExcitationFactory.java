// SPDX-License-Identifier: Apache-2.0
package org.septum.models.block;

import java.util.Set;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Kind;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.graph.Activation;
import org.septum.api.graph.Extent;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Role;
import org.septum.api.graph.Tensor;
import org.septum.api.model.Block;
import org.septum.api.model.BlockFactory;
import org.septum.models.layer.Convolution;
import org.septum.models.layer.Convolution.Form;

/**
 * The block {@code squeeze-excitation}: another block whose channels are weighted by what two 1 x 1 convolutions make of their
 * means. Scopes: {@code block}, {@code squeeze}, {@code excite}.
 *
 * <p>J. Hu, L. Shen and G. Sun, "Squeeze-and-Excitation Networks", CVPR 2018.
 */
@Component
@PluginType("squeeze-excitation")
public final class SqueezeExcitationFactory implements BlockFactory {

    private static final Option BLOCK = Option.component("block", Kind.BLOCK, "the block whose channels are weighted")
            .or("double-conv");
    private static final Option REDUCTION = Option.whole(
                    "reduction", 1, 1024, "by what the channels are divided in between; the default is the paper's")
            .or(16);

    @Override
    public String summary() {
        return "another block with its channels weighted by their means (Hu et al. 2018)";
    }

    @Override
    public Options options() {
        return Options.of(BLOCK, REDUCTION);
    }

    @Override
    public Block create(Arguments arguments) {
        Block block = arguments.component(BLOCK.name(), Block.class);
        int reduction = arguments.whole(REDUCTION.name());
        return new Weighted(block, reduction);
    }

    /** It takes what kernels and stride the block takes. */
    private record Weighted(Block block, int reduction) implements Block {

        @Override
        public Tensor build(GraphBuilder graph, Tensor input, int outputChannels) {
            return build(graph, input, outputChannels, KERNEL, Extent.ONE);
        }

        @Override
        public Tensor build(GraphBuilder graph, Tensor input, int outputChannels, Extent kernel, Extent stride) {
            Tensor x = block.build(graph.scope("block"), input, outputChannels, kernel, stride);
            Tensor means = graph.mean(x, Set.of(Role.HEIGHT, Role.WIDTH));
            int squeezed = Math.max(1, outputChannels / reduction);
            Tensor few = Convolution.build(graph.scope("squeeze"), means, squeezed, Form.POINT);
            Tensor active = graph.activate(few, Activation.RELU);
            Tensor many = Convolution.build(graph.scope("excite"), active, outputChannels, Form.POINT);
            return graph.multiply(x, graph.activate(many, Activation.SIGMOID));
        }

        @Override
        public boolean takesStride() {
            return block.takesStride();
        }
    }
}
