// SPDX-License-Identifier: Apache-2.0
package org.septum.models.network;

import java.util.ArrayList;
import java.util.List;
import org.septum.api.Arguments;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Tensor;
import org.septum.api.model.Block;
import org.septum.api.model.Features;
import org.septum.api.model.Model;
import org.septum.api.model.Upsampling;

/**
 * A U-Net whose skip connections are filled with nodes: node (level, k) sees all nodes before it on its level and the upsampled
 * node (level + 1, k - 1). Zero padding; level k has base channels x 2^k. Scopes: {@code encoder.LEVEL}, {@code bottleneck},
 * {@code up.LEVEL.K} and {@code node.LEVEL.K} with k from 1. With deep supervision the inner nodes of the finest level are
 * sides of equal weight, as in the paper.
 *
 * <p>Z. Zhou, M. M. R. Siddiquee, N. Tajbakhsh and J. Liang, "UNet++: A Nested U-Net Architecture for Medical Image
 * Segmentation", DLMIA 2018.
 */
final class UnetPlusPlus implements Model {

    private final int depth;
    private final int baseChannels;
    private final Block encoder;
    private final Block node;
    private final Upsampling up;
    private final boolean deepSupervision;

    UnetPlusPlus(Arguments arguments) {
        depth = arguments.whole("depth");
        baseChannels = arguments.whole("base-channels");
        encoder = arguments.component("encoder", Block.class);
        node = arguments.component(arguments.has("node") ? "node" : "encoder", Block.class);
        up = arguments.component("up", Upsampling.class);
        deepSupervision = arguments.flag("deep-supervision");
    }

    @Override
    public Features build(GraphBuilder graph, Tensor image) {
        ImageSize.check(image.shape(), depth);
        List<List<Tensor>> levels = new ArrayList<>();
        Tensor x = image;
        for (int level = 0; level <= depth; level++) {
            x = level == 0 ? x : graph.maxPool2d(x, 2);
            GraphBuilder scope = level == depth
                    ? graph.scope("bottleneck")
                    : graph.scope("encoder").scope(Integer.toString(level));
            x = encoder.build(scope, x, baseChannels << level);
            levels.add(new ArrayList<>(List.of(x)));
            // The nodes on the diagonal that now have all they need, from the coarsest to the finest.
            for (int above = level - 1; above >= 0; above--) {
                levels.get(above).add(node(graph, levels, above));
            }
        }
        List<Tensor> finest = levels.get(0);
        List<Features.Side> sides = new ArrayList<>();
        for (int k = 1; deepSupervision && k < depth; k++) {
            sides.add(new Features.Side(Integer.toString(k), finest.get(k), 1));
        }
        return new Features(finest.get(depth), sides);
    }

    private Tensor node(GraphBuilder graph, List<List<Tensor>> levels, int level) {
        List<Tensor> before = levels.get(level);
        int k = before.size();
        int channels = baseChannels << level;
        Tensor below = levels.get(level + 1).get(k - 1);
        List<Tensor> joined = new ArrayList<>(before);
        joined.add(up.build(at(graph, "up", level, k), below, channels));
        return node.build(at(graph, "node", level, k), graph.concat(joined), channels);
    }

    private static GraphBuilder at(GraphBuilder graph, String part, int level, int k) {
        return graph.scope(part).scope(Integer.toString(level)).scope(Integer.toString(k));
    }
}
