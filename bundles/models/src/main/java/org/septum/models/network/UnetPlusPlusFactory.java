// SPDX-License-Identifier: Apache-2.0
package org.septum.models.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Kind;
import org.septum.api.Option;
import org.septum.api.OptionType;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.graph.Extent;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Tensor;
import org.septum.api.model.Block;
import org.septum.api.model.Features;
import org.septum.api.model.Model;
import org.septum.api.model.ModelFactory;
import org.septum.api.model.Upsampling;

/** The model {@code unet-plus-plus}: {@link UnetPlusPlus}. */
@Component
@PluginType("unet-plus-plus")
public final class UnetPlusPlusFactory implements ModelFactory {

    private static final Option ENCODER = Option.component(
                    "encoder", Kind.BLOCK, "the block of every encoder level and of the bottleneck")
            .or("double-conv");
    private static final Option NODE = Option.component(
                    "node", Kind.BLOCK, "the block of every other node; the encoder's if left out")
            .optional();
    private static final Option UP = Option.component(
                    "up", Kind.UPSAMPLING, "how a node makes height and width larger again")
            .or("transposed-conv");
    private static final Option SIDE_WEIGHTS = Option.list(
                    "side-weights",
                    new OptionType.Real(0, 1e3),
                    "with deep-supervision, the weights of the inner nodes' losses, from node 1 on, that of the last being 1;"
                            + " all are then divided by their sum, and a node of weight 0 is not learnt from. 1 for all if"
                            + " left out, as in the paper")
            .optional();
    private static final Option DEEP_SUPERVISION = Option.flag(
                    "deep-supervision", "whether heads learn from the inner nodes of the finest level too")
            .or(false);

    @Override
    public String summary() {
        return "U-Net++, whose skip connections are filled with nodes (Zhou et al. 2018)";
    }

    @Override
    public Options options() {
        return Options.of(
                LevelOptions.DEPTH,
                LevelOptions.baseChannels(32),
                LevelOptions.MAX_CHANNELS,
                LevelOptions.CHANNELS,
                LevelOptions.STRIDES,
                LevelOptions.KERNELS,
                Encoder.DOWN,
                ENCODER,
                Encoder.BLOCKS_PER_LEVEL,
                NODE,
                UP,
                DEEP_SUPERVISION,
                SIDE_WEIGHTS);
    }

    @Override
    public Model create(Arguments arguments) {
        Option node = arguments.has(NODE.name()) ? NODE : ENCODER;
        Levels levels = LevelOptions.levels(arguments);
        SideOutputs sides = sides(arguments, levels.depth());
        return new UnetPlusPlus(
                levels,
                Encoder.of(levels, arguments),
                arguments.component(ENCODER.name(), Block.class),
                arguments.component(node.name(), Block.class),
                arguments.component(UP.name(), Upsampling.class),
                arguments.flag(DEEP_SUPERVISION.name()) ? sides : SideOutputs.none());
    }

    private static SideOutputs sides(Arguments arguments, int depth) {
        List<Double> weights = Collections.nCopies(depth - 1, 1.0);
        if (arguments.has(SIDE_WEIGHTS.name())) {
            weights = arguments.list(SIDE_WEIGHTS.name(), Double.class);
            LevelOptions.checkCount(arguments, SIDE_WEIGHTS, weights.size(), depth - 1, "one for each inner node");
        }
        return new SideOutputs(weights, Features.Resolution.IMAGE);
    }

    /**
     * A U-Net whose skip connections are filled with nodes: node (level, k) sees all nodes before it on its level and the
     * upsampled node (level + 1, k - 1). Zero padding. Scopes: {@code encoder.LEVEL}, {@code bottleneck}, {@code up.LEVEL.K} and
     * {@code node.LEVEL.K} with k from 1; {@link Encoder} has more of them. With deep supervision the inner nodes of the finest
     * level are sides.
     *
     * <p>Z. Zhou, M. M. R. Siddiquee, N. Tajbakhsh and J. Liang, "UNet++: A Nested U-Net Architecture for Medical Image
     * Segmentation", DLMIA 2018.
     */
    private record UnetPlusPlus(
            Levels levels, Encoder encoder, Block block, Block node, Upsampling up, SideOutputs sides)
            implements Model {

        @Override
        public Features build(GraphBuilder graph, Tensor image) {
            levels.check(image.shape());
            int depth = levels.depth();
            List<List<Tensor>> nodes = new ArrayList<>();
            Tensor x = image;
            for (int level = 0; level <= depth; level++) {
                x = encoder.level(graph, x, level, block);
                nodes.add(new ArrayList<>(List.of(x)));
                // The nodes on the diagonal that now have all they need, from the coarsest to the finest.
                for (int above = level - 1; above >= 0; above--) {
                    nodes.get(above).add(node(graph, nodes, above));
                }
            }
            List<Tensor> finest = nodes.get(0);
            List<Features.Side> found = new ArrayList<>();
            for (int k = 1; k < depth; k++) {
                sides.add(k, finest.get(k), found);
            }
            return new Features(finest.get(depth), found);
        }

        private Tensor node(GraphBuilder graph, List<List<Tensor>> nodes, int level) {
            List<Tensor> before = nodes.get(level);
            String k = Integer.toString(before.size());
            int channels = levels.channels(level);
            Tensor below = nodes.get(level + 1).get(before.size() - 1);
            List<Tensor> joined = new ArrayList<>(before);
            joined.add(up.build(Levels.at(graph, "up", level).scope(k), below, channels, levels.stride(level)));
            GraphBuilder scope = Levels.at(graph, "node", level).scope(k);
            return node.build(scope, graph.concat(joined), channels, levels.kernel(level), Extent.ONE);
        }
    }
}
