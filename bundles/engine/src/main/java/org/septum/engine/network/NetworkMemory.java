// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.network;

import org.septum.api.UserError;
import org.septum.api.backend.Backend;
import org.septum.api.backend.RuntimeSettings;
import org.septum.api.graph.Mode;
import org.septum.api.plan.Plan;
import org.septum.api.training.Optimizer;

/** The memory of an experiment's network. */
record NetworkMemory(Network network) implements MemoryUser {

    @Override
    public MemoryEstimate estimate(Backend backend, Mode mode, int batch, RuntimeSettings settings) {
        Plan evaluation = network.plan(Mode.EVALUATION, batch);
        if (mode == Mode.EVALUATION) {
            return MemoryEstimate.ofInference(backend, settings, evaluation);
        }
        int slots =
                network.experiment().optimizer().create(Optimizer.class).slots().size();
        return MemoryEstimate.of(backend, settings, network.plan(Mode.TRAINING, batch), evaluation, slots);
    }

    @Override
    public int height() {
        return network.experiment().data().height();
    }

    @Override
    public int width() {
        return network.experiment().data().width();
    }

    @Override
    public UserError refusal(String message) {
        return new UserError(network.experiment().data().sizeLocation(), "data: " + message);
    }

    @Override
    public String batchOption() {
        return "data.batch-size";
    }

    @Override
    public String precisionOption() {
        return "runtime.precision";
    }

    @Override
    public String sizeOptions() {
        return "data.size or the model's channels";
    }

    @Override
    public String set(String option, Object value) {
        return option + ": " + value;
    }
}
