// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j;

import java.util.Arrays;
import java.util.List;
import org.septum.api.backend.Session;
import org.septum.backend.nd4j.memory.Block;

/** What a session of ND4J is prepared with before it is compared. */
final class Comparison {

    private Comparison() {}

    /** Fills the arena and the gradients with NaN, so that a kernel that reads what nobody wrote shows itself. */
    static void poison(Session session) {
        if (session instanceof Nd4jSession nd4j) {
            for (Block block : List.of(nd4j.arena(), nd4j.gradients())) {
                float[] nan = new float[(int) block.size()];
                Arrays.fill(nan, Float.NaN);
                block.write(0, nan);
            }
        }
    }
}
