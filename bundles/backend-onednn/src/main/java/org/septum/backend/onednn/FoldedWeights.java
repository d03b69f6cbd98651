// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn;

import org.septum.api.graph.Op;

/**
 * The weights and bias of a convolution that a batch normalization with running statistics has been taken into: the weights
 * of each output channel times scale / deviation, and as bias what the normalization makes of the convolution's own bias.
 * The bias is computed when parameters or statistics have changed; the weights whenever a copy of them is made, in memory
 * that all convolutions share.
 */
final class FoldedWeights implements Kernel, WeightSource, AutoCloseable {

    private final OnednnSession session;
    private final Arena shared;
    private final double epsilon;
    private final Operand weight;
    private final Operand convolutionBias;
    private final Operand scale;
    private final Operand shift;
    private final Operand mean;
    private final Operand variance;
    private final Block bias;
    private long version = -1;

    /**
     * @param shared memory for the weights while they are copied
     */
    FoldedWeights(OnednnSession session, Arena shared, Node convolution) {
        Node normalization = convolution.normalization();
        this.session = session;
        this.shared = shared;
        this.epsilon = ((Op.BatchNorm) normalization.op()).epsilon();
        this.weight = convolution.afterParts(0);
        this.convolutionBias = convolution.hasAfterParts(1) ? convolution.afterParts(1) : null;
        this.scale = normalization.in(1);
        this.shift = normalization.in(2);
        this.mean = normalization.in(3);
        this.variance = normalization.in(4);
        this.bias = new Block((long) weight.dimension(0) * Float.BYTES);
        shared.grow(weight.elements() * Float.BYTES);
    }

    /** Whether these are the weights of another program's convolution too. */
    boolean serves(Node convolution) {
        Node normalization = convolution.normalization();
        return weight.array().offset() == convolution.afterParts(0).array().offset()
                && scale.array().offset() == normalization.in(1).array().offset()
                && epsilon == ((Op.BatchNorm) normalization.op()).epsilon();
    }

    @Override
    public Storage storage() {
        return shared;
    }

    Place bias() {
        return Place.of(bias);
    }

    @Override
    public void run(long step) {
        if (version == session.version()) {
            return;
        }
        Floats offsets = bias.floats(0, weight.dimension(0));
        for (int channel = 0; channel < weight.dimension(0); channel++) {
            float own = convolutionBias == null ? 0 : floats(convolutionBias).get(channel);
            offsets.put(
                    channel, floats(shift).get(channel) + (own - floats(mean).get(channel)) * factor(channel));
        }
        version = session.version();
    }

    @Override
    public void prepare() {
        int inputs = Math.toIntExact(weight.elements() / weight.dimension(0));
        Floats from = floats(weight);
        Floats to = new Floats(shared.address(), weight.elements());
        session.lanes().run(weight.dimension(0), inputs, (channel, workspace) -> {
            float factor = factor(channel);
            float[] values = workspace.array(0, inputs);
            from.get(channel * inputs, values, inputs);
            for (int i = 0; i < inputs; i++) {
                values[i] *= factor;
            }
            to.put(channel * inputs, values, inputs);
        });
    }

    private float factor(int channel) {
        return (float) (floats(scale).get(channel) / Math.sqrt(floats(variance).get(channel) + epsilon));
    }

    private Floats floats(Operand parameter) {
        return session.block(parameter.array().region())
                .floats(parameter.array().offset(), parameter.elements());
    }

    @Override
    public void close() {
        bias.close();
    }
}
