// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn;

import java.util.List;
import java.util.Optional;
import org.septum.api.UserError;
import org.septum.api.WiringError;
import org.septum.api.backend.Backend;
import org.septum.api.backend.MemoryNeed;
import org.septum.api.backend.ParameterSource;
import org.septum.api.backend.RuntimeSettings;
import org.septum.api.graph.Mode;
import org.septum.api.plan.ParameterTable;
import org.septum.api.plan.Plan;
import org.septum.backend.onednn.library.Element;
import org.septum.backend.onednn.library.Library;
import org.septum.backend.onednn.library.Threads;

/** Runs plans on oneDNN's CPU primitives, channels-last, in float32 or in mixed precision with bfloat16. */
final class OnednnBackend implements Backend {

    /** Compiles the plans as a session would; memory is taken only by those who write to it. */
    @Override
    public MemoryNeed memory(List<Plan> plans, RuntimeSettings settings) {
        boolean isTrained = plans.stream().anyMatch(plan -> plan.mode() == Mode.TRAINING);
        Optional<ParameterSource> saved = isTrained ? Optional.empty() : Optional.of((entry, to) -> {});
        try (OnednnSession session = open(plans.get(0).parameters(), settings, saved)) {
            return session.need(plans);
        } catch (UserError | WiringError e) {
            throw e;
        } catch (RuntimeException e) {
            // oneDNN's and Java's ways to say that an array is too large are many.
            boolean beyondCounting = plans.stream()
                    .flatMap(plan -> plan.calls().stream())
                    .flatMap(call -> call.outputs().stream())
                    .anyMatch(value -> value.elements() > Integer.MAX_VALUE);
            throw beyondCounting ? new ArithmeticException(e.getMessage()) : e;
        }
    }

    @Override
    public OnednnSession open(ParameterTable parameters, RuntimeSettings settings) {
        return open(parameters, settings, Optional.empty());
    }

    @Override
    public OnednnSession openForInference(ParameterTable parameters, RuntimeSettings settings, ParameterSource saved) {
        return open(parameters, settings, Optional.of(saved));
    }

    private static OnednnSession open(
            ParameterTable parameters, RuntimeSettings settings, Optional<ParameterSource> saved) {
        if (!settings.device().equals("cpu")) {
            throw new UserError("runtime.device: the backend onednn knows the device cpu only, found '"
                    + settings.device() + "'; the backend nd4j may know it");
        }
        if (settings.threads() < 1) {
            throw new UserError("runtime.threads: at least 1 thread is needed, found " + settings.threads());
        }
        Library.obstacle().ifPresent(obstacle -> {
            throw new WiringError("the backend onednn cannot be used: " + obstacle
                    + "; say runtime.backend: auto or nd4j to run on ND4J");
        });
        Element computing = computing(settings.precision());
        Threads.set(settings.threads());
        return new OnednnSession(parameters, settings, computing, saved);
    }

    private static Element computing(String precision) {
        if (precision.equals("float32")) {
            return Element.FLOAT32;
        }
        if (!precision.equals("bfloat16")) {
            throw new UserError(
                    "runtime.precision: the backend onednn computes in float32 or bfloat16, found '" + precision + "'");
        }
        if (!Library.hasBfloat16()) {
            throw new UserError("runtime.precision: this processor does not multiply bfloat16 (it has "
                    + Library.instructions() + "); say float32 or auto");
        }
        return Element.BFLOAT16;
    }
}
