// SPDX-License-Identifier: Apache-2.0
package org.septum.models.skip;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.model.Skip;
import org.septum.api.model.SkipFactory;

/** The skip connection {@code concat}: the encoder's channels, then the upsampled ones, as in the U-Net paper. */
@Component
@PluginType("concat")
public final class ConcatSkipFactory implements SkipFactory {

    @Override
    public String summary() {
        return "the encoder's channels, then the upsampled ones, as in the U-Net paper";
    }

    @Override
    public Options options() {
        return Options.none();
    }

    @Override
    public Skip create(Arguments arguments) {
        return (graph, encoder, decoder) -> graph.concat(List.of(encoder, decoder));
    }
}
