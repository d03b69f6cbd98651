// SPDX-License-Identifier: Apache-2.0
package org.septum.metrics.clinical;

import org.septum.api.metric.ScoredSlice;
import org.septum.metrics.Millimetres;

/** The volumes in ml of each class in truth and prediction, added up over slices. */
record Volumes(double[] truth, double[] prediction) {

    Volumes(int classes) {
        this(new double[classes], new double[classes]);
    }

    /**
     * @throws org.septum.api.UserError if the slice's spacing is unknown
     */
    void add(ScoredSlice slice) {
        double voxel = Millimetres.voxelVolume(slice.info());
        for (int pixel = 0; pixel < slice.truth().length; pixel++) {
            truth[slice.truth()[pixel]] += voxel;
            prediction[slice.prediction()[pixel]] += voxel;
        }
    }
}
