// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn;

import org.septum.api.graph.Op;

/**
 * The weights and bias of a convolution that a batch normalization with running statistics has been taken into: the weights
 * of each output channel times scale / deviation, and as bias what the normalization makes of the convolution's own bias.
 * They are computed when parameters or statistics have changed.
 */
final class FoldedWeights implements Kernel, AutoCloseable {

    private final OnednnSession session;
    private final double epsilon;
    private final Operand weight;
    private final Operand convolutionBias;
    private final Operand scale;
    private final Operand shift;
    private final Operand mean;
    private final Operand variance;
    private final Block weights;
    private final Block bias;
    private long version = -1;

    FoldedWeights(OnednnSession session, Node convolution) {
        Node normalization = convolution.normalization();
        this.session = session;
        this.epsilon = ((Op.BatchNorm) normalization.op()).epsilon();
        this.weight = convolution.afterParts(0);
        this.convolutionBias = convolution.hasAfterParts(1) ? convolution.afterParts(1) : null;
        this.scale = normalization.in(1);
        this.shift = normalization.in(2);
        this.mean = normalization.in(3);
        this.variance = normalization.in(4);
        this.weights = new Block(weight.elements() * Float.BYTES);
        this.bias = new Block((long) weight.dimension(0) * Float.BYTES);
    }

    /** Whether these are the weights of another program's convolution too. */
    boolean serves(Node convolution) {
        return weight.array().offset() == convolution.afterParts(0).array().offset()
                && scale.array().offset()
                        == convolution.normalization().in(1).array().offset()
                && epsilon == ((Op.BatchNorm) convolution.normalization().op()).epsilon();
    }

    Place weights() {
        return Place.of(weights);
    }

    Place bias() {
        return Place.of(bias);
    }

    long bytes() {
        return weights.bytes() + bias.bytes();
    }

    @Override
    public void run(long step) {
        if (version == session.version()) {
            return;
        }
        int inputs = Math.toIntExact(weight.elements() / weight.dimension(0));
        Floats from = floats(weight);
        Floats to = weights.floats(0, weight.elements());
        Floats offsets = bias.floats(0, weight.dimension(0));
        session.lanes().run(weight.dimension(0), inputs, (channel, workspace) -> {
            float factor = (float)
                    (floats(scale).get(channel) / Math.sqrt(floats(variance).get(channel) + epsilon));
            float[] values = workspace.array(0, inputs);
            from.get(channel * inputs, values, inputs);
            for (int i = 0; i < inputs; i++) {
                values[i] *= factor;
            }
            to.put(channel * inputs, values, inputs);
            float own = convolutionBias == null ? 0 : floats(convolutionBias).get(channel);
            offsets.put(
                    channel, floats(shift).get(channel) + (own - floats(mean).get(channel)) * factor);
        });
        version = session.version();
    }

    private Floats floats(Operand parameter) {
        return session.block(parameter.array().region())
                .floats(parameter.array().offset(), parameter.elements());
    }

    @Override
    public void close() {
        weights.close();
        bias.close();
    }
}
