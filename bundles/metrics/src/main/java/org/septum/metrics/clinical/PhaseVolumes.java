// SPDX-License-Identifier: Apache-2.0
package org.septum.metrics.clinical;

import org.septum.api.UserError;
import org.septum.api.data.SampleInfo;
import org.septum.api.metric.ScoredSlice;

/** The volumes of each class at one phase of the heart's cycle, of one patient. */
final class PhaseVolumes {

    private final String phase;
    private final Volumes volumes;
    private String volume = "";

    PhaseVolumes(String phase, int classes) {
        this.phase = phase;
        this.volumes = new Volumes(classes);
    }

    /**
     * Adds a slice of this phase.
     *
     * @throws UserError if its spacing is unknown, or another volume of the patient has the same phase
     */
    void add(ScoredSlice slice) {
        SampleInfo info = slice.info();
        if (!volume.isEmpty() && !volume.equals(info.volume())) {
            throw new UserError("patient '" + info.group() + "' has two volumes of phase " + phase + ", '" + volume
                    + "' and '" + info.volume() + "'; allowed is one: leave out the other in the dataset");
        }
        volume = info.volume();
        volumes.add(slice);
    }

    /** The predicted volume in ml; NaN if the patient lacks the phase. */
    double predicted(int index) {
        return volume.isEmpty() ? Double.NaN : volumes.prediction()[index];
    }

    /** The true volume in ml; NaN if the patient lacks the phase. */
    double reference(int index) {
        return volume.isEmpty() ? Double.NaN : volumes.truth()[index];
    }
}
