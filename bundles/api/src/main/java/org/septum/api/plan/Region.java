// SPDX-License-Identifier: Apache-2.0
package org.septum.api.plan;

/** The flat float32 vectors in which values live. */
public enum Region {
    /** Activations, inner gradients, inputs and scratch of one plan; reused by liveness. */
    ARENA,
    /** Trained parameters, in reference layout. */
    PARAMETERS,
    /** The loss's gradient with respect to each trained parameter, laid out as PARAMETERS. */
    GRADIENTS,
    /** Kept arrays such as running statistics. */
    STATE
}
