// SPDX-License-Identifier: Apache-2.0
package org.septum.executors;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.ablation.Executor;
import org.septum.api.ablation.ExecutorFactory;

/**
 * Publishes {@link KubernetesExecutor} as {@code kubernetes}. The image and the volume are the user's to name, not an
 * experiment's: they say what runs and what it can write.
 */
@Component
@PluginType("kubernetes")
public final class KubernetesFactory implements ExecutorFactory {

    private static final Option CPUS =
            Option.whole("cpus", 1, 1024, "cores of each training").or(4);
    private static final Option MEMORY = Option.matching(
                    "memory",
                    "[0-9]{1,9}(\\.[0-9]{1,3})?([KMGT]i|[kMGT])?",
                    "a number with Mi, Gi or Ti, for example 8Gi",
                    "memory of each training")
            .or("8Gi");
    private static final Option AT_ONCE = Option.whole("at-once", 1, 10_000, "how many trainings go on at once at most")
            .or(4);

    @Override
    public String summary() {
        return "writes an Indexed Job for Kubernetes, to be applied by hand";
    }

    @Override
    public Options options() {
        return Options.of(CPUS, MEMORY, AT_ONCE);
    }

    @Override
    public Executor create(Arguments arguments) {
        return new KubernetesExecutor(
                arguments.whole(CPUS.name()),
                arguments.text(MEMORY.name()),
                arguments.whole(AT_ONCE.name()),
                System.getenv());
    }
}
