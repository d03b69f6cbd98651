// SPDX-License-Identifier: Apache-2.0
package org.septum.api.graph;

import org.septum.api.UserError;

/** A graph that cannot be: names the operation, its inputs' shapes by role, and the rule broken. */
public class GraphError extends UserError {

    private static final long serialVersionUID = 1;

    public GraphError(String message) {
        super(message);
    }
}
