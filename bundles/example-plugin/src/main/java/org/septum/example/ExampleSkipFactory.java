// SPDX-License-Identifier: Apache-2.0
package org.septum.example;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Tensor;
import org.septum.api.model.Skip;
import org.septum.api.model.SkipFactory;

/** Creates {@code example-skip}: a weighted mean of the encoder's and the decoder's features. */
@Component
@PluginType("example-skip")
public final class ExampleSkipFactory implements SkipFactory {

    @Override
    public String summary() {
        return "a weighted mean of the encoder's and the decoder's features, which must have equally many channels";
    }

    @Override
    public Options options() {
        return Options.of(Option.real("share", 0.01, 0.99, "the weight of the encoder's features")
                .or(0.5));
    }

    @Override
    public Skip create(Arguments arguments) {
        return new ExampleSkip(arguments.real("share"));
    }

    private record ExampleSkip(double share) implements Skip {

        @Override
        public Tensor join(GraphBuilder graph, Tensor encoder, Tensor decoder) {
            return graph.add(graph.affine(encoder, share, 0), graph.affine(decoder, 1 - share, 0));
        }
    }
}
