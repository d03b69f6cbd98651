// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.survey;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.septum.common.text.Words;

class VolumeMeasureTest {

    /** Single pictures have no distance to the next slice. */
    @Test
    void whatIsNotKnownIsADash() {
        assertThat(Words.measure(Double.NaN)).isEqualTo("-");
        assertThat(Words.measure(1.23456)).isEqualTo("1.235");
    }
}
