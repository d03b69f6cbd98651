// SPDX-License-Identifier: Apache-2.0
package org.septum.training;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.training.CheckpointPolicy;
import org.septum.api.training.CheckpointPolicyFactory;

/** Publishes {@link Best} as {@code best}. */
@Component
@PluginType("best")
public final class BestFactory implements CheckpointPolicyFactory {

    @Override
    public String summary() {
        return "saves when a monitored value is better than ever before; this checkpoint is tested in the end";
    }

    @Override
    public Options options() {
        return Options.of(
                Option.text(
                        "monitor",
                        "the value to watch, as part/head/metric or part/head/metric/class, for example "
                                + "validation/structures/dice; or validation/loss"),
                Option.choice("mode", List.of("max", "min"), "whether a higher or a lower value is better"),
                CheckpointFile.option("best"));
    }

    @Override
    public CheckpointPolicy create(Arguments arguments) {
        return new Best(arguments, CheckpointFile.name(arguments));
    }
}
