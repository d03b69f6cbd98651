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
import org.septum.api.model.Skip;
import org.septum.api.model.Upsampling;

/** The model {@code unet}: {@link Unet}. */
@Component
@PluginType("unet")
public final class UnetFactory implements ModelFactory {

    private static final Option ENCODER = Option.component("encoder", Kind.BLOCK, "the block of every encoder level")
            .or("double-conv");
    private static final Option BOTTLENECK = Option.component(
                    "bottleneck", Kind.BLOCK, "the block at the lowest resolution; the encoder's if left out")
            .optional();
    private static final Option DECODER = Option.component(
                    "decoder", Kind.BLOCK, "the block of every decoder level; the encoder's if left out")
            .optional();
    private static final Option UP = Option.component("up", Kind.UPSAMPLING, "how the decoder doubles height and width")
            .or("transposed-conv");
    private static final Option SKIP = Option.component(
                    "skip", Kind.SKIP, "how the encoder's features join the decoder's")
            .or("concat");
    private static final Option DEEP_SUPERVISION = Option.flag(
                    "deep-supervision",
                    "whether heads learn from the coarser decoder levels too (Lee et al. 2015; nnU-Net)")
            .or(false);

    @Override
    public String summary() {
        return "U-Net with zero padding, so that features keep the image's size (Ronneberger et al. 2015)";
    }

    @Override
    public Options options() {
        return Options.of(
                Levels.DEPTH, Levels.baseChannels(64), ENCODER, BOTTLENECK, DECODER, UP, SKIP, DEEP_SUPERVISION);
    }

    @Override
    public Model create(Arguments arguments) {
        Option bottleneck = arguments.has(BOTTLENECK.name()) ? BOTTLENECK : ENCODER;
        Option decoder = arguments.has(DECODER.name()) ? DECODER : ENCODER;
        return new Unet(
                Levels.of(arguments),
                arguments.component(ENCODER.name(), Block.class),
                arguments.component(bottleneck.name(), Block.class),
                arguments.component(decoder.name(), Block.class),
                arguments.component(UP.name(), Upsampling.class),
                arguments.component(SKIP.name(), Skip.class),
                arguments.flag(DEEP_SUPERVISION.name()));
    }

    /**
     * Ronneberger, Fischer and Brox, "U-Net: Convolutional Networks for Biomedical Image Segmentation", MICCAI 2015, with zero
     * padding instead of the paper's cropping. Level 0 is the full resolution and level k has base channels x 2^k; each encoder
     * level ends in a 2 x 2 max pooling. Scopes are {@code encoder.<level>}, {@code bottleneck}, {@code up.<level>},
     * {@code skip.<level>} and {@code decoder.<level>}, built in the order in which data flow. With deep supervision the
     * decoder levels above the finest are sides, their loss weighted by 1 / 2^level as in nnU-Net.
     */
    private record Unet(
            Levels levels,
            Block encoder,
            Block bottleneck,
            Block decoder,
            Upsampling up,
            Skip skip,
            boolean deepSupervision)
            implements Model {

        @Override
        public Features build(GraphBuilder graph, Tensor image) {
            levels.check(image.shape());
            int depth = levels.depth();
            List<Tensor> skipped = new ArrayList<>();
            Tensor x = image;
            for (int level = 0; level < depth; level++) {
                Tensor features = encoder.build(Levels.at(graph, "encoder", level), x, levels.channels(level));
                skipped.add(features);
                x = graph.maxPool2d(features, 2);
            }
            x = bottleneck.build(graph.scope("bottleneck"), x, levels.channels(depth));
            List<Features.Side> sides = new ArrayList<>();
            for (int level = depth - 1; level >= 0; level--) {
                Tensor larger = up.build(Levels.at(graph, "up", level), x, levels.channels(level));
                Tensor joined = skip.join(Levels.at(graph, "skip", level), skipped.get(level), larger);
                x = decoder.build(Levels.at(graph, "decoder", level), joined, levels.channels(level));
                if (deepSupervision && level > 0) {
                    sides.add(new Features.Side(Integer.toString(level), x, 1.0 / (1 << level)));
                }
            }
            return new Features(x, sides);
        }
    }
}
