// SPDX-License-Identifier: Apache-2.0
package org.septum.example;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.graph.Activation;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Initializer;
import org.septum.api.graph.Parameter;
import org.septum.api.graph.Tensor;
import org.septum.api.model.Block;
import org.septum.api.model.BlockFactory;

/** Creates {@code example-block}: one convolution and one activation. */
@Component
@PluginType("example-block")
public final class ExampleBlockFactory implements BlockFactory {

    @Override
    public String summary() {
        return "a 3 x 3 convolution and a leaky ReLU";
    }

    @Override
    public Options options() {
        return Options.of(Option.real("slope", 0, 1, "the activation's slope for negative values")
                .or(0.01));
    }

    @Override
    public Block create(Arguments arguments) {
        return new ExampleBlock(arguments.real("slope"));
    }

    private record ExampleBlock(double slope) implements Block {

        private static final int KERNEL = 3;

        @Override
        public Tensor build(GraphBuilder graph, Tensor input, int outputChannels) {
            int channels = input.shape().channels();
            Initializer initializer = Initializer.fanIn(channels * KERNEL * KERNEL);
            Parameter weight = graph.parameter("weight", initializer, outputChannels, channels, KERNEL, KERNEL);
            Parameter bias = graph.parameter("bias", initializer, outputChannels);
            return graph.activate(graph.conv2d(input, weight, bias, 1, KERNEL / 2, 1), Activation.leakyRelu(slope));
        }
    }
}
