// SPDX-License-Identifier: Apache-2.0
package org.septum.metrics.overlap;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.septum.metrics.MonaiCase;

class IouFactoryTest {

    @Test
    void agreesWithMonai() {
        MonaiCase.check(new IouFactory(), Map.of(), MonaiCase.Column.IOU, 1e-12);
    }
}
