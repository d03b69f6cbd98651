// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CudaRestartTest {

    /** A training of an ablation, whose parent holds its input, and a user's own SEPTUM_DEVICE=cuda tell of their start. */
    @Test
    void onlyTheSecondJvmKeepsStill() {
        assertThat(CudaRestart.isSecond("cuda", "4711")).isTrue();
        assertThat(CudaRestart.isSecond("cuda", "input")).isFalse();
        assertThat(CudaRestart.isSecond("cuda", "")).isFalse();
        assertThat(CudaRestart.isSecond("cpu", "4711")).isFalse();
    }
}
