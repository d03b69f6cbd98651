// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.kernels;

import java.util.List;

/**
 * What one operation works on.
 *
 * @param inputs in the order given by the operation
 * @param outputs in the order given by the operation
 * @param seed the run's seed
 * @param step the number of the training step
 */
public record Operands(List<Array> inputs, List<Array> outputs, long seed, long step) {

    Array in(int index) {
        return inputs.get(index);
    }

    Array out(int index) {
        return outputs.get(index);
    }

    Array out() {
        return outputs.get(0);
    }
}
