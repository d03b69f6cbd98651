// SPDX-License-Identifier: Apache-2.0
package org.septum.api.plan;

import java.util.List;
import java.util.Map;
import org.septum.api.graph.Mode;

/**
 * A graph as a program in single-assignment form: steps over values, each of which is made once. It says what is computed
 * and in which order; memory is laid out by the backend, which may also join, divide and leave out steps as long as outputs,
 * gradients and states become the same.
 *
 * @param mode what the graph was built for
 * @param steps in order: each reads inputs, parameters, states and results of steps before it
 * @param inputs by name, to be written before each run
 * @param outputs by name, readable after each run
 * @param gradients in training mode the value that holds each trained parameter's gradient, by the parameter's name, with
 *     its elements in the same order; a run leaves it in the session's vector of gradients. Empty in other modes
 * @param parameters the model's parameters and states
 */
public record Plan(
        Mode mode,
        List<Step> steps,
        Map<String, Value> inputs,
        Map<String, Value> outputs,
        Map<String, Value> gradients,
        ParameterTable parameters) {}
