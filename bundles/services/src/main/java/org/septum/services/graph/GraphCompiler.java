// SPDX-License-Identifier: Apache-2.0
package org.septum.services.graph;

import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.GraphError;
import org.septum.api.graph.Mode;
import org.septum.api.graph.Tensor;
import org.septum.api.plan.Plan;

/** Makes graphs and turns them into plans. */
@ProviderType
public interface GraphCompiler {

    /** An empty graph. */
    GraphBuilder newGraph(Mode mode);

    /**
     * Prunes, fuses and, in training mode, differentiates.
     *
     * @param graph a builder made by this service
     * @param loss the scalar to differentiate, also readable under the name {@code loss}; may be null in evaluation mode
     * @param outputs further tensors to be read after a run, by name
     * @throws GraphError if the loss is not a scalar, or a trained parameter has no influence on it
     */
    Plan plan(GraphBuilder graph, Tensor loss, Map<String, Tensor> outputs);
}
