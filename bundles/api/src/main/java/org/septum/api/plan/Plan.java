// SPDX-License-Identifier: Apache-2.0
package org.septum.api.plan;

import java.util.List;
import java.util.Map;
import org.septum.api.graph.Mode;
import org.septum.api.graph.Op;

/**
 * A graph as a program in single-assignment form: calls of operations on values, each of which is made once. It says what is
 * computed and in which order; memory is laid out by the backend, which may also join, divide and leave out calls as long as
 * outputs, gradients and states become the same.
 *
 * @param mode what the graph was built for
 * @param calls in order: each reads inputs, parameters, states and results of calls before it
 * @param inputs by name, to be written before each run
 * @param outputs by name, readable after each run
 * @param gradients in training mode the value that holds each trained parameter's gradient, by the parameter's name, with
 *     its elements in the same order; a run leaves it in the session's vector of gradients. Empty in other modes
 * @param parameters the model's parameters and states
 */
public record Plan(
        Mode mode,
        List<Call> calls,
        Map<String, Value> inputs,
        Map<String, Value> outputs,
        Map<String, Value> gradients,
        ParameterTable parameters) {

    /** The part of a training step to which a call belongs. */
    public enum Phase {
        FORWARD,
        BACKWARD
    }

    /**
     * One operation with what it reads and makes.
     *
     * @param name the tensor or parameter it serves, for profiles and messages
     * @param op what to do
     * @param inputs in the order given by the operation
     * @param outputs in the order given by the operation; values of their own, though a backend may give that of an {@link
     *     Op.Elementwise} one the place of an input that nothing reads any more
     * @param phase forward or backward
     */
    public record Call(String name, Op op, List<Value> inputs, List<Value> outputs, Phase phase) {

        /** What the operation takes in this place, counted from 0. */
        public Value input(int index) {
            return inputs.get(index);
        }

        /** What it gives in this place, counted from 0. */
        public Value output(int index) {
            return outputs.get(index);
        }
    }
}
