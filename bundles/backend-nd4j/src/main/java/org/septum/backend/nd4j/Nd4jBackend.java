// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j;

import java.util.List;
import org.septum.api.UserError;
import org.septum.api.WiringError;
import org.septum.api.backend.Backend;
import org.septum.api.backend.MemoryNeed;
import org.septum.api.backend.RuntimeSettings;
import org.septum.api.backend.Session;
import org.septum.api.plan.ParameterTable;
import org.septum.api.plan.Plan;
import org.septum.backend.nd4j.library.CudaDevice;
import org.septum.backend.nd4j.library.NativeLibrary;
import org.septum.backend.nd4j.library.Nd4jRuntime;

/** Runs plans on ND4J, channels-last and in float32. */
final class Nd4jBackend implements Backend {

    @Override
    public MemoryNeed memory(List<Plan> plans, RuntimeSettings settings) {
        long arena = 0;
        long parameters = 0;
        for (Plan plan : plans) {
            plan.calls().forEach(call -> call.outputs().forEach(value -> Math.toIntExact(value.elements())));
            ParameterTable table = plan.parameters();
            long vectors = plan.gradients().isEmpty() ? 1 : 2;
            arena = Math.max(arena, Nd4jSession.layout(plan, settings).arenaBytes());
            parameters = Math.max(parameters, Float.BYTES * (vectors * table.parameterFloats() + table.stateFloats()));
        }
        return new MemoryNeed(arena, parameters);
    }

    @Override
    public Session open(ParameterTable parameters, RuntimeSettings settings) {
        if (!settings.precision().equals("float32")) {
            throw new UserError("runtime.precision: the backend nd4j computes in float32 only, found '"
                    + settings.precision() + "'; leave it out or say float32");
        }
        if (settings.threads() < 1) {
            throw new UserError("runtime.threads: at least 1 thread is needed, found " + settings.threads());
        }
        switch (settings.device()) {
            case "cpu" -> requireCpu();
            case "cuda" -> requireCuda();
            default ->
                throw new UserError("runtime.device: the backend nd4j knows the devices cpu and cuda, found '"
                        + settings.device() + "'");
        }
        Nd4jRuntime.start();
        Nd4jRuntime.setThreads(settings.threads());
        return new Nd4jSession(parameters, settings);
    }

    private static void requireCpu() {
        if (!NativeLibrary.cpuBuildOnClassPath()) {
            throw new WiringError(
                    "the backend nd4j cannot use the device 'cpu': ND4J's CPU build (nd4j-native) is not on"
                            + " the class path");
        }
    }

    private static void requireCuda() {
        String obstacle = CudaDevice.obstacle();
        if (obstacle != null) {
            throw new WiringError("the backend nd4j cannot use the device 'cuda': " + obstacle);
        }
        throw new WiringError(
                "the backend nd4j cannot use the device 'cuda': its kernels work on the memory of the CPU");
    }
}
