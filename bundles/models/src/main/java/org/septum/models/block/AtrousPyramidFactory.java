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
import org.septum.api.graph.Role;
import org.septum.api.graph.Tensor;
import org.septum.api.model.Block;
import org.septum.api.model.BlockFactory;
import org.septum.models.layer.Convolution;
import org.septum.models.layer.Convolution.Form;
import org.septum.models.layer.LayerStyle;

/**
 * The block {@code atrous-pyramid}, for a bottleneck: side by side a 1 x 1 convolution, 3 x 3 convolutions with ever wider gaps,
 * and the mean over the image through a 1 x 1 convolution with bias; then a 1 x 1 convolution of all of them. Every convolution
 * but that of the mean, of which a batch of one image has only one per channel, has normalization, and every one activation.
 * Scopes: {@code conv1}, {@code norm1}, {@code conv_RATE}, {@code norm_RATE}, {@code pool}, {@code conv_project},
 * {@code norm_project}.
 *
 * <p>L.-C. Chen, G. Papandreou, F. Schroff and H. Adam, "Rethinking Atrous Convolution for Semantic Image Segmentation",
 * arXiv:1706.05587, 2017.
 */
@Component
@PluginType("atrous-pyramid")
public final class AtrousPyramidFactory implements BlockFactory {

    private static final Option RATES = new Option(
            "rates",
            new OptionType.Listing(new OptionType.Whole(2, 1024), 1, 16),
            Option.Necessity.DEFAULTED,
            List.of(2L, 4L, 8L),
            "the distances of the 3 x 3 kernels' elements in pixels; the paper's are 6, 12 and 18 for features"
                    + " of 65 x 65, these suit 16 x 16");

    @Override
    public String summary() {
        return "convolutions with several dilations side by side (ASPP, Chen et al. 2017)";
    }

    @Override
    public Options options() {
        return LayerStyle.options(RATES);
    }

    @Override
    public Block create(Arguments arguments) {
        LayerStyle style = LayerStyle.of(arguments);
        List<Long> rates = arguments.list(RATES.name(), Long.class);
        KernelBlock block = (graph, input, outputChannels, kernel) -> {
            List<Tensor> branches = new ArrayList<>();
            branches.add(style.layer(graph, "1", input, outputChannels, Form.POINT));
            for (long rate : rates) {
                Form wide = Form.of(kernel).withDilation(Math.toIntExact(rate));
                branches.add(style.layer(graph, "_" + rate, input, outputChannels, wide));
            }
            Tensor means = graph.mean(input, Set.of(Role.HEIGHT, Role.WIDTH));
            Tensor pooled = Convolution.build(
                    graph.scope("pool"), means, outputChannels, Form.POINT, true, style.initialization());
            branches.add(graph.broadcast(
                    style.activation().apply(graph, pooled), branches.get(0).shape()));
            Tensor projected = style.layer(graph, "_project", graph.concat(branches), outputChannels, Form.POINT);
            return graph.dropout(projected, style.dropout());
        };
        return block;
    }
}
