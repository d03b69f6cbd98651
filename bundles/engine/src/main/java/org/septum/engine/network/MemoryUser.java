// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.network;

import org.septum.api.UserError;
import org.septum.api.backend.Backend;
import org.septum.api.backend.RuntimeSettings;
import org.septum.api.graph.Mode;

/** What trains and evaluates and takes memory for it, and how its user can have it take less. */
public interface MemoryUser {

    /**
     * What it takes.
     *
     * @param mode training, with what an evaluation takes as well, or evaluation alone
     * @param batch samples in a batch
     * @param settings how the backend is to compute
     */
    MemoryEstimate estimate(Backend backend, Mode mode, int batch, RuntimeSettings settings);

    /** Of the network's input, in pixels. */
    int height();

    /** Of the network's input, in pixels. */
    int width();

    /** The error that refuses it, with the place that asks for so much, if that is in a file. */
    UserError refusal(String message);

    /** The name of the option that sets the batch size. */
    String batchOption();

    /** The name of the option that sets the precision. */
    String precisionOption();

    /** The names of what sets the size of input and model, as they stand in a sentence. */
    String sizeOptions();

    /** An option as the user would set it. */
    String set(String option, Object value);
}
