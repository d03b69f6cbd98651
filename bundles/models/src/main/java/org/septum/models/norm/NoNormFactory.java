// SPDX-License-Identifier: Apache-2.0
package org.septum.models.norm;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Tensor;
import org.septum.api.model.Normalization;
import org.septum.api.model.NormalizationFactory;

/** The normalization {@code none}: passes its input on. */
@Component
@PluginType("none")
public final class NoNormFactory implements NormalizationFactory {

    @Override
    public String summary() {
        return "no normalization, as in the U-Net paper";
    }

    @Override
    public Options options() {
        return Options.none();
    }

    @Override
    public Normalization create(Arguments arguments) {
        return new NoNorm();
    }

    private record NoNorm() implements Normalization {
        @Override
        public Tensor build(GraphBuilder graph, Tensor input) {
            return input;
        }

        @Override
        public boolean removesMean() {
            return false;
        }
    }
}
