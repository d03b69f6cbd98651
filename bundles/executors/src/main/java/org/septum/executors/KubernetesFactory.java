// SPDX-License-Identifier: Apache-2.0
package org.septum.executors;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.ablation.Executor;
import org.septum.api.ablation.ExecutorFactory;

/** Publishes {@link KubernetesExecutor} as {@code kubernetes}. */
@Component
@PluginType("kubernetes")
public final class KubernetesFactory implements ExecutorFactory {

    @Override
    public String summary() {
        return "writes an Indexed Job for Kubernetes, to be applied by hand";
    }

    @Override
    public Options options() {
        return Options.of(
                Option.text("image", "the container image; Java and Septum's folder must be in it or in the volume"),
                Option.text("claim", "the persistent volume claim with this working directory, its data and its runs"),
                Option.whole("cpus", 1, 1024, "cores of each training").or(4),
                Option.text("memory", "memory of each training, for example 8Gi")
                        .or("8Gi"),
                Option.whole("at-once", 1, 10_000, "how many trainings go on at once at most")
                        .or(4));
    }

    @Override
    public Executor create(Arguments arguments) {
        return new KubernetesExecutor(
                arguments.text("image"),
                arguments.text("claim"),
                arguments.whole("cpus"),
                arguments.text("memory"),
                arguments.whole("at-once"));
    }
}
