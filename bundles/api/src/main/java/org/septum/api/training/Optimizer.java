// SPDX-License-Identifier: Apache-2.0
package org.septum.api.training;

import java.util.List;

/** Turns gradients into new parameters. It keeps no state of its own: state lives in slots, flat vectors that checkpoints save. */
public interface Optimizer {

    /** The names of its slots, each as long as the parameters and zero at first. */
    List<String> slots();

    /** The learning rate of a step, for logs and reports. */
    double learningRate(long step);

    /**
     * The update of one step.
     *
     * @param step counted from 1
     */
    ParameterUpdate step(long step);
}
