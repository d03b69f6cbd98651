// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.ablation;

import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.septum.api.experiment.Experiment;
import org.septum.services.measure.Profiler;

/** Takes 10 seconds for an experiment without skip connections and 100 for any other, and counts what it is asked. */
final class FakeStopwatch implements Profiler {

    int measured;

    @Override
    public Profile profile(Experiment experiment, int steps) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Saving saving(Experiment experiment, OptionalInt steps, Path folder) {
        throw new UnsupportedOperationException();
    }

    @Override
    public double estimate(Experiment experiment, int steps) {
        measured++;
        return experiment.resolved().contains("model.skip=none") ? 10 : 100;
    }

    @Override
    public Pace pace(Experiment experiment, int steps) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Memory memory(Experiment experiment) {
        throw new UnsupportedOperationException();
    }

    @Override
    public OptionalLong availableMemory() {
        throw new UnsupportedOperationException();
    }
}
