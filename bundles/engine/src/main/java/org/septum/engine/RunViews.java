// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.septum.api.data.Part;
import org.septum.api.experiment.Experiment;
import org.septum.api.report.CaseView;
import org.septum.engine.evaluation.CaseViewer;
import org.septum.engine.inference.SliceInference;
import org.septum.engine.network.BackendChoice;
import org.septum.engine.network.OpenedModel;
import org.septum.engine.reuse.LoadedRun;
import org.septum.engine.run.RunDirectory;
import org.septum.engine.setup.Setup;
import org.septum.services.experiment.ExperimentReader;
import org.septum.services.graph.GraphCompiler;
import org.septum.services.plugin.Registry;
import org.septum.services.run.ChangePolicy;
import org.septum.services.run.RunViewer;

/** Loads a recorded run's checkpoint and predicts the asked cases of its own data. */
@Component
public final class RunViews implements RunViewer {

    private final ExperimentReader reader;
    private final GraphCompiler compiler;
    private final Registry registry;

    @Activate
    public RunViews(
            @Reference ExperimentReader reader, @Reference GraphCompiler compiler, @Reference Registry registry) {
        this.reader = reader;
        this.compiler = compiler;
        this.registry = registry;
    }

    @Override
    public Map<String, List<CaseView>> views(Path run, Part part, String head, List<String> cases) {
        ChangePolicy refusing = new ChangePolicy(false, line -> {});
        LoadedRun loaded = LoadedRun.of(RunDirectory.existing(run), reader, Optional.empty(), refusing);
        Experiment experiment = loaded.experiment();
        BackendChoice choice = BackendChoice.of(experiment, registry);
        try (Setup setup = loaded.data(compiler, Set.of(part)).setup();
                OpenedModel model = OpenedModel.forInference(setup.network(), choice, 1, loaded.checkpoint())) {
            SliceInference inference =
                    SliceInference.of(setup, model, experiment.evaluation().flip());
            CaseViewer viewer = new CaseViewer(setup, inference.forPictures(), part);
            Map<String, List<CaseView>> views = new LinkedHashMap<>();
            cases.forEach(id -> views.put(id, viewer.of(head, id)));
            return views;
        }
    }
}
