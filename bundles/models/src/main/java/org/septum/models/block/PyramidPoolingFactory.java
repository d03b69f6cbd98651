// SPDX-License-Identifier: Apache-2.0
package org.septum.models.block;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.OptionType;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.UserError;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Op;
import org.septum.api.graph.Role;
import org.septum.api.graph.Shape;
import org.septum.api.graph.Tensor;
import org.septum.api.model.Block;
import org.septum.api.model.BlockFactory;
import org.septum.models.layer.Convolution;
import org.septum.models.layer.Convolution.Form;
import org.septum.models.layer.LayerStyle;

/**
 * The block {@code pyramid-pooling}, for a bottleneck: the input beside its means over ever smaller squares, each through a
 * 1 x 1 convolution with bias and activation and back to size, then a 3 x 3 convolution with normalization and activation. The
 * branches have no normalization, because a batch of one image has only one mean per channel. Scopes: {@code pool1},
 * {@code pool2}, ..., {@code conv}, {@code norm}.
 *
 * <p>H. Zhao, J. Shi, X. Qi, X. Wang and J. Jia, "Pyramid Scene Parsing Network", CVPR 2017.
 */
@Component
@PluginType("pyramid-pooling")
public final class PyramidPoolingFactory implements BlockFactory {

    private static final Option BINS = new Option(
            "bins",
            new OptionType.Listing(new OptionType.Whole(1, 1024), 1, 16),
            Option.Necessity.DEFAULTED,
            List.of(1L, 2L, 4L),
            "into how many squares the features' shorter side is divided; the paper's are 1, 2, 3 and 6, these"
                    + " divide sizes that were halved");

    @Override
    public String summary() {
        return "means over regions of several sizes beside the features themselves (PSPNet, Zhao et al. 2017)";
    }

    @Override
    public Options options() {
        return LayerStyle.options(BINS);
    }

    @Override
    public Block create(Arguments arguments) {
        LayerStyle style = LayerStyle.of(arguments);
        List<Long> bins = arguments.list(BINS.name(), Long.class);
        KernelBlock block = (graph, input, outputChannels, kernel) -> {
            List<Tensor> branches = new ArrayList<>(List.of(input));
            int channels = Math.max(1, input.shape().channels() / bins.size());
            for (long bin : bins) {
                branches.add(branch(graph, input, Math.toIntExact(bin), channels, style));
            }
            Tensor joined = graph.concat(branches);
            return graph.dropout(style.layer(graph, "", joined, outputChannels, Form.of(kernel)), style.dropout());
        };
        return block;
    }

    /** @param bin into how many squares the shorter side is divided; 1 is the whole image */
    private static Tensor branch(GraphBuilder graph, Tensor input, int bin, int channels, LayerStyle style) {
        Shape shape = input.shape();
        int shorter = Math.min(shape.height(), shape.width());
        int window = shorter / bin;
        if (bin > 1
                && (window < 1
                        || shape.height() % window != 0
                        || shape.width() % window != 0
                        || window * bin != shorter)) {
            throw new UserError("pyramid-pooling: features of " + shape.height() + " x " + shape.width()
                    + " cannot be divided into squares with " + bin
                    + " along the shorter side; choose bins that divide it, and a width that the squares divide");
        }
        Tensor pooled = bin == 1 ? graph.mean(input, Set.of(Role.HEIGHT, Role.WIDTH)) : graph.avgPool2d(input, window);
        Tensor convolved = Convolution.build(
                graph.scope("pool" + bin), pooled, channels, Form.POINT, true, style.initialization());
        Tensor active = style.activation().apply(graph, convolved);
        return bin == 1
                ? graph.broadcast(active, shape.withChannels(channels))
                : graph.upsample(active, window, Op.Interpolation.BILINEAR);
    }
}
