// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j;

import java.util.List;
import org.septum.api.UserError;
import org.septum.api.WiringError;
import org.septum.api.backend.Backend;
import org.septum.api.backend.RuntimeSettings;
import org.septum.api.backend.Session;
import org.septum.api.graph.Op;
import org.septum.api.plan.ParameterTable;

/** Runs plans on ND4J, channels-last and in float32. */
final class Nd4jBackend implements Backend {

    @Override
    public long scratchFloats(Op op, List<List<Integer>> inputs, List<List<Integer>> outputs) {
        return Kernels.scratchFloats(op, inputs, outputs, Runtime.getRuntime().availableProcessors());
    }

    @Override
    public Session open(ParameterTable parameters, RuntimeSettings settings) {
        if (!settings.precision().equals("float32")) {
            throw new UserError("runtime.precision: the backend nd4j computes in float32 only, found '"
                    + settings.precision() + "'; leave it out or say float32");
        }
        if (!new Nd4jFactory().supports(settings.device())) {
            throw new WiringError("the backend nd4j cannot use the device '" + settings.device()
                    + "': its ND4J build is not on the class path");
        }
        Nd4jRuntime.start();
        Nd4jRuntime.setThreads(settings.threads());
        return new Nd4jSession(parameters, settings);
    }
}
