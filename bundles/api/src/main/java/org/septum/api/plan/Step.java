// SPDX-License-Identifier: Apache-2.0
package org.septum.api.plan;

import java.util.List;
import org.septum.api.graph.Op;

/**
 * One operation of a plan.
 *
 * @param name the tensor or parameter it serves, for profiles and messages
 * @param op what to do
 * @param inputs in the order given by the operation
 * @param outputs in the order given by the operation; values of their own, though a backend may give that of an {@link
 *     Op.Elementwise} one the place of an input that nothing reads any more
 * @param phase forward or backward
 */
public record Step(String name, Op op, List<Value> inputs, List<Value> outputs, Phase phase) {

    /** The part of a training step to which an operation belongs. */
    public enum Phase {
        FORWARD,
        BACKWARD
    }

    /** What the operation takes in this place, counted from 0. */
    public Value input(int index) {
        return inputs.get(index);
    }

    /** What it gives in this place, counted from 0. */
    public Value output(int index) {
        return outputs.get(index);
    }
}
