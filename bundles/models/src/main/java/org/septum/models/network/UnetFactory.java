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
import org.septum.api.graph.Extent;
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

    private static final Option STEM = Option.component(
                    "stem",
                    Kind.BLOCK,
                    "a block in front of the encoder, with the channels of level 0; none if left out")
            .optional();
    private static final Option ENCODER = Option.component("encoder", Kind.BLOCK, "the block of every encoder level")
            .or("double-conv");
    private static final Option BOTTLENECK = Option.component(
                    "bottleneck", Kind.BLOCK, "the block at the lowest resolution; the encoder's if left out")
            .optional();
    private static final Option DECODER = Option.component(
                    "decoder", Kind.BLOCK, "the block of every decoder level; the encoder's if left out")
            .optional();
    private static final Option UP = Option.component(
                    "up", Kind.UPSAMPLING, "how the decoder makes height and width larger again")
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
                LevelOptions.DEPTH,
                LevelOptions.baseChannels(64),
                LevelOptions.MAX_CHANNELS,
                LevelOptions.CHANNELS,
                LevelOptions.STRIDES,
                LevelOptions.KERNELS,
                Encoder.DOWN,
                STEM,
                ENCODER,
                Encoder.BLOCKS_PER_LEVEL,
                BOTTLENECK,
                DECODER,
                UP,
                SKIP,
                DEEP_SUPERVISION,
                SideOutputs.WEIGHTS,
                SideOutputs.RESOLUTION);
    }

    @Override
    public Model create(Arguments arguments) {
        Option bottleneck = arguments.has(BOTTLENECK.name()) ? BOTTLENECK : ENCODER;
        Option decoder = arguments.has(DECODER.name()) ? DECODER : ENCODER;
        Levels levels = LevelOptions.levels(arguments);
        SideOutputs sides = SideOutputs.of(arguments, levels.depth());
        return new Unet(
                levels,
                arguments.has(STEM.name()) ? arguments.component(STEM.name(), Block.class) : null,
                Encoder.of(levels, arguments),
                arguments.component(ENCODER.name(), Block.class),
                arguments.component(bottleneck.name(), Block.class),
                arguments.component(decoder.name(), Block.class),
                arguments.component(UP.name(), Upsampling.class),
                arguments.component(SKIP.name(), Skip.class),
                arguments.flag(DEEP_SUPERVISION.name()) ? sides : SideOutputs.none());
    }

    /**
     * Ronneberger, Fischer and Brox, "U-Net: Convolutional Networks for Biomedical Image Segmentation", MICCAI 2015, with zero
     * padding instead of the paper's cropping. Level 0 is the full resolution. Scopes are {@code stem}, {@code encoder.LEVEL},
     * {@code bottleneck}, {@code up.LEVEL}, {@code skip.LEVEL} and {@code decoder.LEVEL}, built in the order in which data
     * flow; {@link Encoder} has more of them. With deep supervision the decoder levels above the finest are sides.
     *
     * @param stem null for none
     */
    private record Unet(
            Levels levels,
            Block stem,
            Encoder encoder,
            Block block,
            Block bottleneck,
            Block decoder,
            Upsampling up,
            Skip skip,
            SideOutputs sides)
            implements Model {

        @Override
        public Features build(GraphBuilder graph, Tensor image) {
            levels.check(image.shape());
            int depth = levels.depth();
            List<Tensor> skipped = new ArrayList<>();
            Tensor x = stem == null ? image : block(stem, graph.scope("stem"), image, 0);
            for (int level = 0; level < depth; level++) {
                x = encoder.level(graph, x, level, block);
                skipped.add(x);
            }
            x = encoder.level(graph, x, depth, bottleneck);
            List<Features.Side> found = new ArrayList<>();
            for (int level = depth - 1; level >= 0; level--) {
                GraphBuilder scope = Levels.at(graph, "up", level);
                Tensor larger = up.build(scope, x, levels.channels(level), levels.stride(level));
                Tensor joined = skip.join(Levels.at(graph, "skip", level), skipped.get(level), larger);
                x = block(decoder, Levels.at(graph, "decoder", level), joined, level);
                sides.add(level, x, found);
            }
            return new Features(x, found);
        }

        private Tensor block(Block block, GraphBuilder scope, Tensor x, int level) {
            return block.build(scope, x, levels.channels(level), levels.kernel(level), Extent.ONE);
        }
    }
}
