// SPDX-License-Identifier: Apache-2.0
package org.septum.models;

import java.util.ArrayList;
import java.util.List;
import org.septum.api.UserError;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Shape;
import org.septum.api.graph.Tensor;
import org.septum.api.model.Block;
import org.septum.api.model.Model;
import org.septum.api.model.Skip;
import org.septum.api.model.Upsampling;

/**
 * Ronneberger, Fischer and Brox, "U-Net: Convolutional Networks for Biomedical Image Segmentation", MICCAI 2015, with zero
 * padding instead of the paper's cropping. Level 0 is the full resolution and level k has base channels x 2^k; each encoder
 * level ends in a 2 x 2 max pooling. Scopes are {@code encoder.<level>}, {@code bottleneck}, {@code up.<level>},
 * {@code skip.<level>} and {@code decoder.<level>}, built in the order in which data flow.
 */
final class Unet implements Model {

    private final int depth;
    private final int baseChannels;
    private final Block encoder;
    private final Block decoder;
    private final Upsampling up;
    private final Skip skip;

    Unet(int depth, int baseChannels, Block encoder, Block decoder, Upsampling up, Skip skip) {
        this.depth = depth;
        this.baseChannels = baseChannels;
        this.encoder = encoder;
        this.decoder = decoder;
        this.up = up;
        this.skip = skip;
    }

    @Override
    public Tensor build(GraphBuilder graph, Tensor image) {
        checkSize(image.shape());
        List<Tensor> skipped = new ArrayList<>();
        Tensor x = image;
        for (int level = 0; level < depth; level++) {
            Tensor features = encoder.build(at(graph, "encoder", level), x, channels(level));
            skipped.add(features);
            x = graph.maxPool2d(features, 2);
        }
        x = encoder.build(graph.scope("bottleneck"), x, channels(depth));
        for (int level = depth - 1; level >= 0; level--) {
            Tensor larger = up.build(at(graph, "up", level), x, channels(level));
            Tensor joined = skip.join(at(graph, "skip", level), skipped.get(level), larger);
            x = decoder.build(at(graph, "decoder", level), joined, channels(level));
        }
        return x;
    }

    private int channels(int level) {
        return baseChannels << level;
    }

    private static GraphBuilder at(GraphBuilder graph, String part, int level) {
        return graph.scope(part).scope(Integer.toString(level));
    }

    private void checkSize(Shape shape) {
        int multiple = 1 << depth;
        if (shape.height() % multiple != 0 || shape.width() % multiple != 0) {
            throw new UserError("a U-Net of depth " + depth + " needs a height and width divisible by " + multiple
                    + ", found " + shape.height() + " x " + shape.width() + "; nearest are height "
                    + nearest(shape.height(), multiple) + " and width " + nearest(shape.width(), multiple));
        }
    }

    /** The valid sizes just below and above: "240 or 256". */
    private static String nearest(int size, int multiple) {
        int below = size / multiple * multiple;
        if (below == size) {
            return Integer.toString(size);
        }
        int above = below + multiple;
        return below == 0 ? Integer.toString(above) : below + " or " + above;
    }
}
