// SPDX-License-Identifier: Apache-2.0
package org.septum.metrics;

import java.util.Map;
import org.junit.jupiter.api.Test;

class IouFactoryTest {

    @Test
    void agreesWithMonai() {
        MonaiCase.check(new IouFactory(), Map.of(), MonaiCase.Column.IOU, 1e-12);
    }
}
