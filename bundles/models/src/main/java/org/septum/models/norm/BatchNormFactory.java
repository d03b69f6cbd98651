// SPDX-License-Identifier: Apache-2.0
package org.septum.models.norm;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Initializer;
import org.septum.api.graph.Parameter;
import org.septum.api.graph.Tensor;
import org.septum.api.model.Normalization;
import org.septum.api.model.NormalizationFactory;

/** The normalization {@code batch}: {@link BatchNorm}. */
@Component
@PluginType("batch")
public final class BatchNormFactory implements NormalizationFactory {

    private static final Option MOMENTUM = Option.real(
                    "momentum",
                    0,
                    1,
                    "the share of the newest batch in the running statistics; the default is PyTorch's")
            .or(0.1);

    @Override
    public String summary() {
        return "batch normalization (Ioffe and Szegedy 2015)";
    }

    @Override
    public Options options() {
        return Options.of(MOMENTUM, GroupNorm.EPSILON);
    }

    @Override
    public Normalization create(Arguments arguments) {
        return new BatchNorm(arguments.real(MOMENTUM.name()), arguments.real(GroupNorm.EPSILON.name()));
    }

    /**
     * Ioffe and Szegedy, "Batch Normalization: Accelerating Deep Network Training by Reducing Internal Covariate Shift", ICML
     * 2015. Parameters {@code weight} (ones at first) and {@code bias} (zeros), states {@code running_mean} (zeros) and
     * {@code running_var} (ones).
     */
    private record BatchNorm(double momentum, double epsilon) implements Normalization {

        @Override
        public Tensor build(GraphBuilder graph, Tensor input) {
            int channels = input.shape().channels();
            Parameter scale = graph.parameter("weight", Initializer.constant(1), channels);
            Parameter shift = graph.parameter("bias", Initializer.constant(0), channels);
            Parameter mean = graph.state("running_mean", 0, channels);
            Parameter variance = graph.state("running_var", 1, channels);
            return graph.batchNorm(input, scale, shift, mean, variance, momentum, epsilon);
        }

        @Override
        public boolean removesMean() {
            return true;
        }
    }
}
