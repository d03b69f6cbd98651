// SPDX-License-Identifier: Apache-2.0
package org.septum.models.skip;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.model.Skip;
import org.septum.api.model.SkipFactory;

/** The skip connection {@code none}: no skip connection: the decoder sees the upsampled features alone. */
@Component
@PluginType("none")
public final class NoSkipFactory implements SkipFactory {

    @Override
    public String summary() {
        return "no skip connection: the decoder sees the upsampled features alone";
    }

    @Override
    public Options options() {
        return Options.none();
    }

    @Override
    public Skip create(Arguments arguments) {
        return (graph, encoder, decoder) -> decoder;
    }
}
