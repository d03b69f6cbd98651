// SPDX-License-Identifier: Apache-2.0
package org.septum.models.skip;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Kind;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.model.Skip;
import org.septum.api.model.SkipFactory;

/** The skip connection {@code attention}: {@link AttentionGate}. */
@Component
@PluginType("attention")
public final class AttentionSkipFactory implements SkipFactory {

    @Override
    public String summary() {
        return "the encoder's features weighted by an attention gate (Oktay et al. 2018)";
    }

    @Override
    public Options options() {
        return Options.of(Option.component("join", Kind.SKIP, "how the weighted features join the decoder's")
                .or("concat"));
    }

    @Override
    public Skip create(Arguments arguments) {
        return new AttentionGate(arguments.component("join", Skip.class));
    }
}
