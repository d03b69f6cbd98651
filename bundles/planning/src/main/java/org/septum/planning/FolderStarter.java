// SPDX-License-Identifier: Apache-2.0
package org.septum.planning;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.septum.api.experiment.Experiment;
import org.septum.planning.start.FirstExperiment;
import org.septum.planning.text.DraftReader;
import org.septum.services.experiment.ExperimentReader;
import org.septum.services.plan.Planner;
import org.septum.services.plan.Starter;
import org.septum.services.plugin.Registry;

/** Begins with whatever dataset type recognizes a folder. */
@Component
public final class FolderStarter implements Starter {

    private final Registry registry;
    private final ExperimentReader reader;
    private final Planner planner;

    @Activate
    public FolderStarter(@Reference Registry registry, @Reference ExperimentReader reader, @Reference Planner planner) {
        this.registry = registry;
        this.reader = reader;
        this.planner = planner;
    }

    @Override
    public Draft draft(Wishes wishes, Planner.Watch watch) {
        FirstExperiment first = FirstExperiment.of(registry, wishes);
        Draft draft = first.draft();
        Experiment experiment = read(draft);
        if (wishes.plan()) {
            first.plan(planner.plan(experiment, Planner.Wishes.NONE, watch));
            draft = first.draft();
            read(draft);
        }
        return draft;
    }

    /** Whoever writes a file that cannot be read again should be told before it is there. */
    private Experiment read(Draft draft) {
        return new DraftReader(reader).read(draft.text(), "what was made of the folder");
    }
}
