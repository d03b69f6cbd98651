// SPDX-License-Identifier: Apache-2.0
package org.septum.executors;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.ablation.Executor;
import org.septum.api.ablation.ExecutorFactory;

/** Publishes {@link LocalExecutor} as {@code local}. */
@Component
@PluginType("local")
public final class LocalFactory implements ExecutorFactory {

    private static final Option PROCESSES = Option.whole(
                    "processes",
                    1,
                    1024,
                    "how many trainings go on at once; one uses the whole machine, which is best unless a training"
                            + " cannot use all of its cores")
            .or(1);

    @Override
    public String summary() {
        return "trains on this machine, several processes at once with the cores divided among them";
    }

    @Override
    public Options options() {
        return Options.of(PROCESSES);
    }

    @Override
    public Executor create(Arguments arguments) {
        return new LocalExecutor(
                arguments.whole(PROCESSES.name()), Runtime.getRuntime().availableProcessors());
    }
}
