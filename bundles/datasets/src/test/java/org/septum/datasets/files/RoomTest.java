// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.files;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.septum.api.UserError;

class RoomTest {

    @Test
    void aFileMayTakeHalfOfTheMemory() {
        assertThatCode(() -> Room.check("image 'a'", "3 x 2 voxels", 1L << 30, 2L << 30))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> Room.check("image 'a'", "3 x 2 voxels", (1L << 30) + 1, 2L << 30))
                .isExactlyInstanceOf(UserError.class)
                .hasMessage(
                        "image 'a' says it holds 3 x 2 voxels, which take 1024 MiB of memory; allowed is half of the"
                                + " 2048 MiB that Java may take. Give it more with SEPTUM_JAVA_OPTS=-Xmx4g, for example, or reduce"
                                + " the file; if it should not be that large, it is damaged");
    }
}
