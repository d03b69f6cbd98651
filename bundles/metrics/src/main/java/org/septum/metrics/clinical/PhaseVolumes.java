// SPDX-License-Identifier: Apache-2.0
package org.septum.metrics.clinical;

import org.septum.api.UserError;
import org.septum.api.data.SampleInfo;
import org.septum.api.metric.ScoredSlice;
import org.septum.metrics.Millimetres;

/** The volumes in ml of each class at one phase of the heart's cycle, of one patient. */
final class PhaseVolumes {

    private final String phase;
    private final double[] predicted;
    private final double[] reference;
    private String volume = "";

    PhaseVolumes(String phase, int classes) {
        this.phase = phase;
        this.predicted = new double[classes];
        this.reference = new double[classes];
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
        double voxel = Millimetres.voxelVolume(info);
        for (int pixel = 0; pixel < slice.truth().length; pixel++) {
            reference[slice.truth()[pixel]] += voxel;
            predicted[slice.prediction()[pixel]] += voxel;
        }
    }

    /** The predicted volume in ml; NaN if the patient lacks the phase. */
    double predicted(int index) {
        return volume.isEmpty() ? Double.NaN : predicted[index];
    }

    /** The true volume in ml; NaN if the patient lacks the phase. */
    double reference(int index) {
        return volume.isEmpty() ? Double.NaN : reference[index];
    }
}
