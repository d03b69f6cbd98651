// SPDX-License-Identifier: Apache-2.0
package org.septum.models.skip;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.model.Skip;
import org.septum.api.model.SkipFactory;

/** The skip connection {@code add}: the sum of the encoder's and the upsampled features. */
@Component
@PluginType("add")
public final class AddSkipFactory implements SkipFactory {

    @Override
    public String summary() {
        return "the sum of the encoder's and the upsampled features";
    }

    @Override
    public Options options() {
        return Options.none();
    }

    @Override
    public Skip create(Arguments arguments) {
        return (graph, encoder, decoder) -> graph.add(encoder, decoder);
    }
}
