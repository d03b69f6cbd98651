// SPDX-License-Identifier: Apache-2.0
package org.septum.models.network;

import java.util.Collections;
import java.util.List;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.OptionType;
import org.septum.api.graph.Extent;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Tensor;
import org.septum.api.model.Block;
import org.septum.models.layer.Convolution;

/**
 * How a network comes from each level down to the next, and the blocks that it finds there.
 *
 * @param strided whether a convolution divides height and width, rather than max pooling
 * @param blocks how many each level has
 */
record Encoder(Levels levels, boolean strided, List<Integer> blocks) {

    private static final String STRIDED = "strided-conv";

    static final Option DOWN = Option.choice(
                    "down",
                    List.of("max-pool", STRIDED),
                    "what divides height and width. max-pool: the maximum of each window, the paper's; strided-conv: the"
                            + " first convolution of the level below (nnU-Net's), or one in front of a block that cannot")
            .or("max-pool");

    static final Option BLOCKS_PER_LEVEL = Option.list(
                    "blocks-per-level",
                    new OptionType.Whole(1, 64),
                    "how many blocks each level of the encoder has one after another, the bottleneck's last: one number"
                            + " more than depth. 1 for all if left out; nnU-Net's residual encoders have [1, 3, 4, 6, 6, 6]")
            .optional();

    /**
     * What the options say.
     *
     * @throws org.septum.api.UserError if there is not one number of blocks for each level
     */
    static Encoder of(Levels levels, Arguments arguments) {
        int count = levels.depth() + 1;
        List<Integer> blocks = Collections.nCopies(count, 1);
        if (arguments.has(BLOCKS_PER_LEVEL.name())) {
            blocks = arguments.list(BLOCKS_PER_LEVEL.name(), Long.class).stream()
                    .map(Math::toIntExact)
                    .toList();
            LevelOptions.checkCount(arguments, BLOCKS_PER_LEVEL, blocks.size(), count, LevelOptions.EACH_LEVEL);
        }
        return new Encoder(levels, arguments.text(DOWN.name()).equals(STRIDED), blocks);
    }

    /**
     * One level's features, in the scope {@code encoder.LEVEL}, or {@code bottleneck} for the lowest; where there are several
     * blocks, in {@code block1}, {@code block2} and so on of it.
     *
     * @param above the features of the level above, or the image
     */
    Tensor level(GraphBuilder graph, Tensor above, int level, Block block) {
        boolean lowest = level == levels.depth();
        GraphBuilder scope = lowest ? graph.scope("bottleneck") : Levels.at(graph, "encoder", level);
        Extent kernel = levels.kernel(level);
        Extent stride = level == 0 ? Extent.ONE : levels.stride(level - 1);
        boolean within = strided && block.takesStride();
        Tensor x = level == 0 || within ? above : smaller(graph, above, level);
        int count = blocks.get(level);
        for (int number = 1; number <= count; number++) {
            x = block.build(
                    count == 1 ? scope : scope.scope("block" + number),
                    x,
                    levels.channels(level),
                    kernel,
                    within && number == 1 ? stride : Extent.ONE);
        }
        return x;
    }

    /** What lies above, made smaller in front of the level's blocks; a convolution is in the scope {@code down.LEVEL}. */
    private Tensor smaller(GraphBuilder graph, Tensor above, int level) {
        Extent stride = levels.stride(level - 1);
        if (!strided) {
            return graph.maxPool2d(above, stride);
        }
        Convolution.Form form = Convolution.Form.of(Block.KERNEL).withStride(stride);
        return Convolution.build(
                Levels.at(graph, "down", level - 1), above, above.shape().channels(), form);
    }
}
