// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VolumeMeasureTest {

    /** Single pictures have no distance to the next slice. */
    @Test
    void whatIsNotKnownIsADash() {
        assertThat(VolumeMeasure.rounded(Double.NaN)).isEqualTo("-");
        assertThat(VolumeMeasure.rounded(1.23456)).isEqualTo("1.235");
    }
}
