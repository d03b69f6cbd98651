// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn.compile;

import java.util.Objects;
import java.util.stream.Stream;
import org.septum.api.graph.Op;
import org.septum.backend.common.kernels.Floats;
import org.septum.backend.common.program.Kernel;
import org.septum.backend.onednn.library.Address;
import org.septum.backend.onednn.memory.Arena;
import org.septum.backend.onednn.memory.Block;
import org.septum.backend.onednn.memory.Place;
import org.septum.backend.onednn.memory.Storage;
import org.septum.backend.onednn.rewrite.Node;
import org.septum.backend.onednn.rewrite.Operand;

/**
 * The weights and bias of a convolution that a batch normalization with running statistics has been taken into: the weights
 * of each output channel times scale / deviation, and as bias what the normalization makes of the convolution's own bias.
 * The bias is computed when parameters or statistics have changed; the weights whenever a copy of them is made, in memory
 * that all convolutions share.
 */
public final class FoldedWeights implements Kernel, WeightSource, AutoCloseable {

    private final Resources resources;
    private final Arena shared;
    private final double epsilon;
    private final Operand weight;
    private final WeightSource source;
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
    public FoldedWeights(Resources resources, Arena shared, Node convolution) {
        Node normalization = convolution.normalization();
        this.resources = resources;
        this.shared = shared;
        this.epsilon = ((Op.BatchNorm) normalization.op()).epsilon();
        this.weight = convolution.afterParts(0);
        this.source = resources.weightSource(weight);
        this.convolutionBias = convolution.hasAfterParts(1) ? convolution.afterParts(1) : null;
        this.scale = normalization.in(1);
        this.shift = normalization.in(2);
        this.mean = normalization.in(3);
        this.variance = normalization.in(4);
        Stream.of(convolutionBias, scale, shift, mean, variance)
                .filter(Objects::nonNull)
                .forEach(parameter -> resources.place(parameter.array()));
        this.bias = new Block((long) weight.dimension(0) * Float.BYTES);
        shared.grow(weight.elements() * Float.BYTES);
    }

    /** Whether these are the weights of another program's convolution too. */
    public boolean serves(Node convolution) {
        Node normalization = convolution.normalization();
        return weight.array().held().equals(convolution.afterParts(0).array().held())
                && scale.array().held().equals(normalization.in(1).array().held())
                && epsilon == ((Op.BatchNorm) normalization.op()).epsilon();
    }

    @Override
    public Storage storage() {
        return shared;
    }

    @Override
    public long start() {
        return 0;
    }

    public Place bias() {
        return Place.of(bias);
    }

    @Override
    public void run(long step) {
        if (version == resources.version()) {
            return;
        }
        Floats offsets = Address.floats(bias.address(), weight.dimension(0));
        for (int channel = 0; channel < weight.dimension(0); channel++) {
            float own = convolutionBias == null ? 0 : floats(convolutionBias).get(channel);
            offsets.put(
                    channel, floats(shift).get(channel) + (own - floats(mean).get(channel)) * factor(channel));
        }
        version = resources.version();
    }

    @Override
    public void prepare() {
        int inputs = Math.toIntExact(weight.elements() / weight.dimension(0));
        source.prepare();
        Floats from = Address.floats(source.storage().address() + source.start(), weight.elements());
        Floats to = Address.floats(shared.address(), weight.elements());
        resources.lanes().run(weight.dimension(0), inputs, (channel, workspace) -> {
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
        return resources.place(parameter.array()).floats(parameter.elements());
    }

    @Override
    public void close() {
        bias.close();
    }
}
