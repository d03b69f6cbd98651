// SPDX-License-Identifier: Apache-2.0
package org.septum.models.skip;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Kind;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.graph.Activation;
import org.septum.api.graph.Tensor;
import org.septum.api.model.Skip;
import org.septum.api.model.SkipFactory;
import org.septum.models.layer.Convolution;
import org.septum.models.layer.Convolution.Form;
import org.septum.models.layer.Initialization;

/**
 * The skip connection {@code attention}: weights the encoder's pixels by what they and the decoder's have in common,
 * sigmoid(psi relu(Wx x + Wg g + b) + c), then joins them by another skip connection. Unlike the paper's, the decoder's features
 * are upsampled already. Scopes: {@code encoder} (Wx), {@code decoder} (Wg and b), {@code psi} (psi and c), {@code join}.
 *
 * <p>O. Oktay et al., "Attention U-Net: Learning Where to Look for the Pancreas", MIDL 2018.
 */
@Component
@PluginType("attention")
public final class AttentionSkipFactory implements SkipFactory {

    private static final Option JOIN = Option.component(
                    "join", Kind.SKIP, "how the weighted features join the decoder's")
            .or("concat");

    @Override
    public String summary() {
        return "the encoder's features weighted by an attention gate (Oktay et al. 2018)";
    }

    @Override
    public Options options() {
        return Options.of(JOIN);
    }

    @Override
    public Skip create(Arguments arguments) {
        Skip join = arguments.component(JOIN.name(), Skip.class);
        return (graph, encoder, decoder) -> {
            int between = Math.max(1, encoder.shape().channels() / 2);
            Tensor fromEncoder = Convolution.build(
                    graph.scope("encoder"), encoder, between, Form.POINT, false, Initialization.PYTORCH);
            Tensor fromDecoder = Convolution.build(graph.scope("decoder"), decoder, between, Form.POINT);
            Tensor common = graph.activate(graph.add(fromEncoder, fromDecoder), Activation.RELU);
            Tensor psi = Convolution.build(graph.scope("psi"), common, 1, Form.POINT);
            Tensor weighted = graph.multiply(encoder, graph.activate(psi, Activation.SIGMOID));
            return join.join(graph.scope("join"), weighted, decoder);
        };
    }
}
