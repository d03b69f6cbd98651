// SPDX-License-Identifier: Apache-2.0
package org.septum.metrics.overlap;

import org.septum.api.metric.Metric;

/** A share, the higher the better. */
interface Share extends Metric {

    @Override
    default Direction direction() {
        return Direction.HIGHER;
    }

    @Override
    default double lowest() {
        return 0;
    }

    @Override
    default double highest() {
        return 1;
    }
}
