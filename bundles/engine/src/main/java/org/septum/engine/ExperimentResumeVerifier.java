// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import java.nio.file.Path;
import java.util.OptionalInt;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.septum.api.UserError;
import org.septum.api.experiment.Experiment;
import org.septum.common.text.Words;
import org.septum.engine.check.ExperimentCheck;
import org.septum.engine.network.BackendChoice;
import org.septum.engine.run.RunDirectory;
import org.septum.engine.setup.Setup;
import org.septum.services.graph.GraphCompiler;
import org.septum.services.plugin.Registry;
import org.septum.services.run.ResumeVerifier;

/** Trains an experiment twice, once with a stop, and compares. */
@Component
public final class ExperimentResumeVerifier implements ResumeVerifier {

    private final Registry registry;
    private final GraphCompiler compiler;

    @Activate
    public ExperimentResumeVerifier(@Reference Registry registry, @Reference GraphCompiler compiler) {
        this.registry = registry;
        this.compiler = compiler;
    }

    @Override
    public Verification verify(Experiment experiment, OptionalInt steps, OptionalInt then, Path folder) {
        BackendChoice choice = BackendChoice.of(experiment, registry);
        return verify(experiment, choice, legs(experiment, steps, then), folder);
    }

    /** What was asked for, or a stop inside an epoch with the end of one after it. */
    Legs legs(Experiment experiment, OptionalInt steps, OptionalInt then) {
        int perEpoch;
        try (Setup setup = ExperimentCheck.setup(experiment, compiler)) {
            perEpoch = setup.stepsPerEpoch();
        }
        int epochs = experiment.training().epochs();
        long all = (long) perEpoch * epochs;
        int before = steps.orElse(epochs > 2 ? perEpoch + perEpoch / 2 : Math.max(1, perEpoch / 2));
        int after = then.orElse((int) Math.max(1, Math.min(perEpoch, all - before)));
        if ((long) before + after > all) {
            throw new UserError("the experiment has " + Words.count(all, "step") + " (" + Words.count(epochs, "epoch")
                    + " of " + perEpoch
                    + "), fewer than " + before + " and then " + after
                    + "; lower --steps or --then, or raise training.epochs");
        }
        return new Legs(before, after, perEpoch);
    }

    /** How many steps are trained before and after the stop, and in an epoch. */
    record Legs(int before, int after, int perEpoch) {}

    Verification verify(Experiment experiment, BackendChoice choice, Legs legs, Path folder) {
        int end = legs.before + legs.after;
        StoppedTraining straight = new StoppedTraining(experiment, compiler, choice, directory(folder, "straight"));
        straight.trainUntil(end);
        StoppedTraining resumed = new StoppedTraining(experiment, compiler, choice, directory(folder, "resumed"));
        resumed.trainUntil(legs.before);
        resumed.trainUntil(end);
        return new Verification(
                legs.before,
                legs.after,
                legs.perEpoch,
                straight.compute(),
                straight.fingerprint().compare(resumed.fingerprint()));
    }

    private static RunDirectory directory(Path folder, String name) {
        RunDirectory directory = new RunDirectory(folder.resolve(name));
        directory.makeFolders();
        return directory;
    }
}
