// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.training;

import java.nio.file.Files;
import java.nio.file.Path;
import org.septum.api.UserError;
import org.septum.api.training.Optimizer;
import org.septum.engine.checkpoint.Safetensors;
import org.septum.engine.checkpoint.Weights;
import org.septum.engine.run.RunDirectory;
import org.septum.engine.setup.Setup;

/** Where a training begins: anew, or where it stopped. */
public final class Beginning {

    private Beginning() {}

    /**
     * Gives the weights their first values: those of the experiment's file, or drawn from its seed.
     *
     * @throws UserError if the file does not fit the model
     */
    public static RunState anew(Setup setup, Weights weights) {
        weights.initialize(setup.randomness());
        weights.loadFirst(setup.experiment().model());
        return RunState.start();
    }

    /**
     * Takes back what a run saved before it stopped.
     *
     * @param sameData whether the run has never gone on with other data than it had
     * @throws UserError if the file is damaged, or of another model or run
     */
    public static RunState whereItStopped(Setup setup, Weights weights, RunDirectory directory, boolean sameData) {
        Path file = directory.resumable();
        if (!Files.isRegularFile(file)) {
            // It stopped before its first checkpoint and begins anew: all randomness comes from the seed.
            return anew(setup, weights);
        }
        try {
            String saved = Safetensors.open(file).requireIntegrity().metadata().getOrDefault("state", "");
            RunState state = RunState.fromJson(saved, file);
            state.check(setup, sameData, file);
            weights.load(file);
            Optimizer optimizer = setup.experiment().optimizer().create(Optimizer.class);
            weights.loadSlots(file, optimizer.slots());
            return state;
        } catch (UserError e) {
            throw unusable(e);
        }
    }

    /** The error about a saved state, with the ways out. */
    public static UserError unusable(UserError e) {
        return new UserError(
                e.getMessage() + ". The run cannot go on from it: put back a copy of the file, or begin again with"
                        + " 'septum run' and --overwrite. The run's other checkpoints can still be evaluated.",
                e);
    }
}
