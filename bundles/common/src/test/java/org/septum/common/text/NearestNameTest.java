// SPDX-License-Identifier: Apache-2.0
package org.septum.common.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {

    @Test
    void twoLettersInTheWrongOrderAreOneSlip() {
        assertThat(NearestName.slip("dcie", List.of("dice", "iou"))).contains("dice");
        assertThat(NearestName.slip("idce", List.of("dice"))).contains("dice");
    }

    @Test
    void aThirdOfTheLettersMayDiffer() {
        assertThat(NearestName.slip("hausdorf", List.of("hausdorff", "dice"))).contains("hausdorff");
        assertThat(NearestName.slip("size", List.of("dice"))).isEmpty();
    }

    @Test
    void whatIsFarFromAllIsNoSlip() {
        assertThat(NearestName.slip("mean", List.of("background", "lv"))).isEmpty();
        assertThat(NearestName.slip("x".repeat(1_000_000), List.of("dice", "iou")))
                .isEmpty();
    }
}
