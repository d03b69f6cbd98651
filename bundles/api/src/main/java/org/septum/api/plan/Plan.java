// SPDX-License-Identifier: Apache-2.0
package org.septum.api.plan;

import java.util.List;
import java.util.Map;
import org.septum.api.graph.Mode;

/**
 * A graph laid out for execution.
 *
 * @param mode what the graph was built for
 * @param steps in order; in training mode the backward ones leave every trained parameter's gradient in GRADIENTS
 * @param inputs by name, to be written before each run; they keep their place for the whole run
 * @param outputs by name, readable after each run
 * @param arenaFloats the length of the arena
 * @param parameters the model's parameters and states
 */
public record Plan(
        Mode mode,
        List<Step> steps,
        Map<String, Value> inputs,
        Map<String, Value> outputs,
        long arenaFloats,
        ParameterTable parameters) {}
