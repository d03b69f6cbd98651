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
 * What the prediction of a slice is compared with: the sample's own label map or the one on the network's pixels, whichever
 * the experiment scores by.
 *
 * @param info with the spacing of the pixels that are compared
 * @param placement how the network's grid lies on those pixels
 * @param labels the true label of each of them
 */
record Target(SampleInfo info, GridPlacement placement, LabelMap labels) {

    static Target of(Setup setup, SampleInfo info) {
        Sample sample = setup.evaluating().load(info);
        GridPlacement grid = setup.evaluating().placement(info, sample.image());
        if (!setup.experiment().evaluation().onGrid()) {
            return new Target(info, grid, sample.labels());
        }
        GridPlacement extent = setup.evaluating().extent(info, sample.image());
        return new Target(
                onGrid(info, grid),
                grid.on(extent),
                setup.evaluating().place(sample, extent).labels());
    }

    private static SampleInfo onGrid(SampleInfo info, GridPlacement placement) {
        return new SampleInfo(
                info.id(),
                info.group(),
                info.volume(),
                info.slice(),
                info.spacing().map(placement::onGrid),
                Optional.empty(),
                info.source(),
                Map.copyOf(info.attributes()));
    }
}
