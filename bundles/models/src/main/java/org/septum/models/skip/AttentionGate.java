// SPDX-License-Identifier: Apache-2.0
package org.septum.models.skip;

import org.septum.api.graph.Activation;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Tensor;
import org.septum.api.model.Skip;
import org.septum.models.layer.Convolution;

/**
 * Weights the encoder's pixels by what they and the decoder's have in common, sigmoid(psi relu(Wx x + Wg g + b) + c), then
 * joins them by another skip connection. Unlike the paper's, the decoder's features are upsampled already. Scopes:
 * {@code encoder} (Wx), {@code decoder} (Wg and b), {@code psi} (psi and c), {@code join}.
 *
 * <p>O. Oktay et al., "Attention U-Net: Learning Where to Look for the Pancreas", MIDL 2018.
 */
record AttentionGate(Skip join) implements Skip {

    @Override
    public Tensor join(GraphBuilder graph, Tensor encoder, Tensor decoder) {
        int between = Math.max(1, encoder.shape().channels() / 2);
        Tensor fromEncoder = Convolution.build(graph.scope("encoder"), encoder, between, 1, false);
        Tensor fromDecoder = Convolution.build(graph.scope("decoder"), decoder, between, 1, true);
        Tensor common = graph.activate(graph.add(fromEncoder, fromDecoder), Activation.RELU);
        Tensor weight = graph.activate(Convolution.build(graph.scope("psi"), common, 1, 1, true), Activation.SIGMOID);
        return join.join(graph.scope("join"), graph.multiply(encoder, weight), decoder);
    }
}
