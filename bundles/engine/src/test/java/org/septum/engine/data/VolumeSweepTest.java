// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.data;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.septum.api.RunFailure;
import org.septum.engine.MadeData;

class VolumeSweepTest {

    /** In one of its threads: it is told with the file, whatever the threads do with errors. */
    @Test
    void memoryThatRunsOutIsToldWithTheFileThatWasRead() {
        MadeData data = MadeData.volumes(6);
        assertThatThrownBy(() -> VolumeSweep.over(data.samples(), (done, all) -> {}, (volume, afterEach) -> {
                    if (volume.get(0).volume().equals("v4")) {
                        throw new OutOfMemoryError("Java heap space");
                    }
                    return List.of();
                }))
                .isInstanceOf(RunFailure.class)
                .hasMessageStartingWith(
                        "out of memory (Java heap space) while v4.nii, volume v4, was read; Java's heap has ")
                .hasCauseInstanceOf(OutOfMemoryError.class);
    }
}
