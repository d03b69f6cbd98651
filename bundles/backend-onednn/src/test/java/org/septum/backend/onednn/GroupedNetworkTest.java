// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.septum.api.backend.Operation;
import org.septum.api.backend.RuntimeSettings;
import org.septum.api.backend.Session;
import org.septum.api.graph.Mode;
import org.septum.api.plan.Plan;
import org.septum.graph.PlanningGraphCompiler;
import org.septum.testkit.conformance.GroupedNetwork;

/** A network in which every group of a convolution reads two parts of a concatenation, and a normalization follows. */
class GroupedNetworkTest {

    /** A group's channels belong to both parts, so that the parts cannot be convolved one by one. */
    @Test
    void makesTheConcatenationAndFoldsTheNormalization() {
        Plan evaluation = GroupedNetwork.plan(new PlanningGraphCompiler(), Mode.EVALUATION);
        try (Session session =
                OnednnFactory.backend().open(evaluation.parameters(), new RuntimeSettings("cpu", "float32", 1, 1))) {
            assertThat(session.compile(evaluation).operations())
                    .extracting(Operation::label)
                    .contains("Copy", "FoldNormalization")
                    .doesNotContain("BatchNorm");
        }
    }
}
