// SPDX-License-Identifier: Apache-2.0
package org.septum.models.block;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Kind;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.UserError;
import org.septum.api.graph.Extent;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Initializer;
import org.septum.api.graph.Parameter;
import org.septum.api.graph.Shape;
import org.septum.api.graph.Tensor;
import org.septum.api.model.Block;
import org.septum.api.model.BlockFactory;
import org.septum.api.model.Normalization;
import org.septum.models.layer.Convolution;
import org.septum.models.layer.Convolution.Form;
import org.septum.models.layer.Initialization;

/** The block {@code self-attention}: {@link SelfAttention}. */
@Component
@PluginType("self-attention")
public final class SelfAttentionFactory implements BlockFactory {

    private static final Option HEADS = Option.whole(
                    "heads", 1, 64, "how many attentions there are beside each other; must divide the channels")
            .or(4);
    private static final Option BLOCK = Option.component(
                    "block", Kind.BLOCK, "the block in front of the attention, which gives it its channels")
            .or("double-conv");
    private static final Option NORM = Option.component(
                    "norm", Kind.NORMALIZATION, "the normalization in front of the attention")
            .or("group");
    private static final Option POSITIONS = Option.choice(
                    "positions",
                    List.of("learned", "none"),
                    "how attention knows where a pixel is. learned: a vector for each row and one for each column,"
                            + " which bind the weights to data.size; none: not at all")
            .or("learned");
    private static final Option DROPOUT = Option.real(
                    "dropout",
                    0,
                    0.99,
                    "the probability with which an element is zeroed in training before it is added")
            .or(0);

    @Override
    public String summary() {
        return "a block, and each pixel of its result looks at all others (Vaswani et al. 2017); for a bottleneck";
    }

    @Override
    public Options options() {
        return Options.of(HEADS, BLOCK, NORM, POSITIONS, DROPOUT);
    }

    @Override
    public Block create(Arguments arguments) {
        return new SelfAttention(
                arguments.whole(HEADS.name()),
                arguments.component(BLOCK.name(), Block.class),
                arguments.component(NORM.name(), Normalization.class),
                arguments.text(POSITIONS.name()).equals("learned"),
                arguments.real(DROPOUT.name()));
    }

    /**
     * Multi-head self-attention over pixels behind another block x: x + project(attention(norm(x) + positions)). Queries, keys,
     * values and the projection are 1 x 1 convolutions, with a bias but for the keys: theirs would add the same to all scores of a
     * query, which the softmax takes away. Queries are divided by the root of a head's channels, and a head's
     * weights are the softmax over all pixels. The positions are learned ones, as the paper's experiments found to be as good as
     * sinusoids, in two dimensions: the sum of a vector for the row and one for the column, at first normal with a deviation of 0.02
     * (Dosovitskiy et al., "An Image Is Worth 16x16 Words", ICLR 2021). Its memory grows with the square of the pixels, so
     * that it is for the lowest resolution. Scopes: {@code block}, {@code norm}, {@code positions}, {@code query}, {@code key},
     * {@code value}, {@code project}.
     *
     * <p>A. Vaswani, N. Shazeer, N. Parmar, J. Uszkoreit, L. Jones, A. N. Gomez, L. Kaiser and I. Polosukhin, "Attention Is All You
     * Need", NeurIPS 2017.
     */
    private record SelfAttention(int heads, Block block, Normalization norm, boolean positions, double dropout)
            implements Block {

        private static final double DEVIATION = 0.02;

        @Override
        public Tensor build(GraphBuilder graph, Tensor input, int outputChannels) {
            return build(graph, input, outputChannels, KERNEL, Extent.ONE);
        }

        @Override
        public Tensor build(GraphBuilder graph, Tensor input, int outputChannels, Extent kernel, Extent stride) {
            if (outputChannels % heads != 0) {
                throw new UserError("self-attention: " + heads + " heads cannot share " + outputChannels
                        + " channels; choose a number of heads that divides them");
            }
            Tensor x = block.build(graph.scope("block"), input, outputChannels, kernel, stride);
            Tensor normalized = norm.build(graph.scope("norm"), x);
            Tensor placed = positions ? placed(graph.scope("positions"), normalized) : normalized;
            Tensor attended = attended(graph, placed);
            Tensor projected = convolved(graph.scope("project"), attended, true);
            return graph.add(x, graph.dropout(projected, dropout));
        }

        @Override
        public boolean takesStride() {
            return block.takesStride();
        }

        private Tensor attended(GraphBuilder graph, Tensor x) {
            Shape shape = x.shape();
            double root = Math.sqrt((double) shape.channels() / heads);
            Tensor query = graph.affine(convolved(graph.scope("query"), x, true), 1 / root, 0);
            Tensor key = convolved(graph.scope("key"), x, false);
            Tensor value = convolved(graph.scope("value"), x, true);
            Tensor weights = graph.softmax(graph.pixelProducts(query, key, heads));
            return graph.pixelSums(weights, value, shape.height(), shape.width());
        }

        private static Tensor convolved(GraphBuilder scope, Tensor x, boolean bias) {
            return Convolution.build(scope, x, x.shape().channels(), Form.POINT, bias, Initialization.PYTORCH);
        }

        private static Tensor placed(GraphBuilder scope, Tensor x) {
            Shape shape = x.shape();
            Tensor rows = vectors(scope, "rows", shape.channels(), new Extent(shape.height(), 1));
            Tensor columns = vectors(scope, "columns", shape.channels(), new Extent(1, shape.width()));
            return scope.add(x, scope.add(rows, columns));
        }

        /** A parameter [channels x pixels], as an image of these pixels. */
        private static Tensor vectors(GraphBuilder scope, String name, int channels, Extent pixels) {
            Parameter parameter =
                    scope.parameter(name, Initializer.normal(DEVIATION), Math.multiplyExact(channels, pixels.area()));
            return scope.pixelShuffle(scope.perChannel(parameter), pixels);
        }
    }
}
