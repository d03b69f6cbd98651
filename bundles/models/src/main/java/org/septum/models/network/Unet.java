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
import org.septum.api.model.Skip;
import org.septum.api.model.Upsampling;

/**
 * Ronneberger, Fischer and Brox, "U-Net: Convolutional Networks for Biomedical Image Segmentation", MICCAI 2015, with zero
 * padding instead of the paper's cropping. Level 0 is the full resolution and level k has base channels x 2^k; each encoder
 * level ends in a 2 x 2 max pooling. Scopes are {@code encoder.<level>}, {@code bottleneck}, {@code up.<level>},
 * {@code skip.<level>} and {@code decoder.<level>}, built in the order in which data flow. With deep supervision the decoder
 * levels above the finest are sides, their loss weighted by 1 / 2^level as in nnU-Net.
 */
final class Unet implements Model {

    private final int depth;
    private final int baseChannels;
    private final Block encoder;
    private final Block bottleneck;
    private final Block decoder;
    private final Upsampling up;
    private final Skip skip;
    private final boolean deepSupervision;

    Unet(Arguments arguments) {
        depth = arguments.whole("depth");
        baseChannels = arguments.whole("base-channels");
        encoder = arguments.component("encoder", Block.class);
        bottleneck = arguments.component(arguments.has("bottleneck") ? "bottleneck" : "encoder", Block.class);
        decoder = arguments.component(arguments.has("decoder") ? "decoder" : "encoder", Block.class);
        up = arguments.component("up", Upsampling.class);
        skip = arguments.component("skip", Skip.class);
        deepSupervision = arguments.flag("deep-supervision");
    }

    @Override
    public Features build(GraphBuilder graph, Tensor image) {
        ImageSize.check(image.shape(), depth);
        List<Tensor> skipped = new ArrayList<>();
        Tensor x = image;
        for (int level = 0; level < depth; level++) {
            Tensor features = encoder.build(at(graph, "encoder", level), x, channels(level));
            skipped.add(features);
            x = graph.maxPool2d(features, 2);
        }
        x = bottleneck.build(graph.scope("bottleneck"), x, channels(depth));
        List<Features.Side> sides = new ArrayList<>();
        for (int level = depth - 1; level >= 0; level--) {
            Tensor larger = up.build(at(graph, "up", level), x, channels(level));
            Tensor joined = skip.join(at(graph, "skip", level), skipped.get(level), larger);
            x = decoder.build(at(graph, "decoder", level), joined, channels(level));
            if (deepSupervision && level > 0) {
                sides.add(new Features.Side(Integer.toString(level), x, 1.0 / (1 << level)));
            }
        }
        return new Features(x, sides);
    }

    private int channels(int level) {
        return baseChannels << level;
    }

    private static GraphBuilder at(GraphBuilder graph, String part, int level) {
        return graph.scope(part).scope(Integer.toString(level));
    }
}
