// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.evaluation;

import java.util.Map;
import java.util.Optional;
import org.septum.api.data.LabelMap;
import org.septum.api.data.Sample;
import org.septum.api.data.SampleInfo;
import org.septum.engine.geometry.GridPlacement;
import org.septum.engine.setup.Setup;

/**
 * What the prediction of a slice is compared with: the sample's own label map or the one on the grid, whichever the
 * experiment scores by.
 *
 * @param info with the spacing of the pixels that are compared
 * @param placement from the grid to those pixels
 * @param labels the true label of each of them
 */
record Target(SampleInfo info, GridPlacement placement, LabelMap labels) {

    static Target of(Setup setup, SampleInfo info) {
        Sample sample = setup.evaluating().load(info);
        GridPlacement placement = setup.evaluating().placement(info, sample.image());
        return setup.experiment().evaluation().onGrid()
                ? onGrid(info, placement, setup.evaluating().prepare(info, 0).labels())
                : new Target(info, placement, sample.labels());
    }

    private static Target onGrid(SampleInfo info, GridPlacement placement, LabelMap labels) {
        SampleInfo resampled = new SampleInfo(
                info.id(),
                info.group(),
                info.volume(),
                info.slice(),
                info.spacing().map(placement::onGrid),
                Optional.empty(),
                info.source(),
                Map.copyOf(info.attributes()));
        return new Target(resampled, GridPlacement.identity(placement.gridHeight(), placement.gridWidth()), labels);
    }
}
