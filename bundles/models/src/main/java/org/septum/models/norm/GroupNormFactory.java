// SPDX-License-Identifier: Apache-2.0
package org.septum.models.norm;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.model.Normalization;
import org.septum.api.model.NormalizationFactory;

/** The normalization {@code group}: {@link GroupNorm}. Y. Wu and K. He, "Group Normalization", ECCV 2018. */
@Component
@PluginType("group")
public final class GroupNormFactory implements NormalizationFactory {

    private static final Option GROUPS = Option.whole(
                    "groups",
                    1,
                    1024,
                    "into how many groups the channels are divided; must divide every layer's"
                            + " channels. The paper's are 32, for 64 channels and more")
            .or(8);

    @Override
    public String summary() {
        return "group normalization (Wu and He 2018)";
    }

    @Override
    public Options options() {
        return Options.of(GROUPS, GroupNorm.EPSILON);
    }

    @Override
    public Normalization create(Arguments arguments) {
        return new GroupNorm(arguments.whole(GROUPS.name()), arguments.real(GroupNorm.EPSILON.name()));
    }
}
