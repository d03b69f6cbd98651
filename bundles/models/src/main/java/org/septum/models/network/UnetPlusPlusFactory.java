// SPDX-License-Identifier: Apache-2.0
package org.septum.models.network;

import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Kind;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
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
    private static final Option UP = Option.component("up", Kind.UPSAMPLING, "how a node doubles height and width")
            .or("transposed-conv");
    private static final Option DEEP_SUPERVISION = Option.flag(
                    "deep-supervision", "whether heads learn from the inner nodes of the finest level too")
            .or(false);

    @Override
    public String summary() {
        return "U-Net++, whose skip connections are filled with nodes (Zhou et al. 2018)";
    }

    @Override
    public Options options() {
        return Options.of(Levels.DEPTH, Levels.baseChannels(32), ENCODER, NODE, UP, DEEP_SUPERVISION);
    }

    @Override
    public Model create(Arguments arguments) {
        Option node = arguments.has(NODE.name()) ? NODE : ENCODER;
        return new UnetPlusPlus(
                Levels.of(arguments),
                arguments.component(ENCODER.name(), Block.class),
                arguments.component(node.name(), Block.class),
                arguments.component(UP.name(), Upsampling.class),
                arguments.flag(DEEP_SUPERVISION.name()));
    }

    /**
     * A U-Net whose skip connections are filled with nodes: node (level, k) sees all nodes before it on its level and the
     * upsampled node (level + 1, k - 1). Zero padding; level k has base channels x 2^k. Scopes: {@code encoder.LEVEL},
     * {@code bottleneck}, {@code up.LEVEL.K} and {@code node.LEVEL.K} with k from 1. With deep supervision the inner nodes of
     * the finest level are sides of equal weight, as in the paper.
     *
     * <p>Z. Zhou, M. M. R. Siddiquee, N. Tajbakhsh and J. Liang, "UNet++: A Nested U-Net Architecture for Medical Image
     * Segmentation", DLMIA 2018.
     */
    private record UnetPlusPlus(Levels levels, Block encoder, Block node, Upsampling up, boolean deepSupervision)
            implements Model {

        @Override
        public Features build(GraphBuilder graph, Tensor image) {
            levels.check(image.shape());
            int depth = levels.depth();
            List<List<Tensor>> nodes = new ArrayList<>();
            Tensor x = image;
            for (int level = 0; level <= depth; level++) {
                x = level == 0 ? x : graph.maxPool2d(x, 2);
                GraphBuilder scope = level == depth ? graph.scope("bottleneck") : Levels.at(graph, "encoder", level);
                x = encoder.build(scope, x, levels.channels(level));
                nodes.add(new ArrayList<>(List.of(x)));
                // The nodes on the diagonal that now have all they need, from the coarsest to the finest.
                for (int above = level - 1; above >= 0; above--) {
                    nodes.get(above).add(node(graph, nodes, above));
                }
            }
            List<Tensor> finest = nodes.get(0);
            List<Features.Side> sides = new ArrayList<>();
            for (int k = 1; deepSupervision && k < depth; k++) {
                sides.add(new Features.Side(Integer.toString(k), finest.get(k), 1));
            }
            return new Features(finest.get(depth), sides);
        }

        private Tensor node(GraphBuilder graph, List<List<Tensor>> nodes, int level) {
            List<Tensor> before = nodes.get(level);
            String k = Integer.toString(before.size());
            int channels = levels.channels(level);
            Tensor below = nodes.get(level + 1).get(before.size() - 1);
            List<Tensor> joined = new ArrayList<>(before);
            joined.add(up.build(Levels.at(graph, "up", level).scope(k), below, channels));
            return node.build(Levels.at(graph, "node", level).scope(k), graph.concat(joined), channels);
        }
    }
}
