// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.septum.api.backend.MemoryNeed;
import org.septum.api.backend.ParameterSource;
import org.septum.api.backend.RuntimeSettings;
import org.septum.api.plan.ParameterTable;
import org.septum.api.plan.Plan;
import org.septum.backend.common.program.NativeSession;
import org.septum.backend.onednn.compile.Resources;
import org.septum.backend.onednn.library.Element;
import org.septum.backend.onednn.library.Library;
import org.septum.backend.onednn.memory.Buffer;
import org.septum.backend.onednn.memory.Vector;

/** A session of oneDNN, for training or, with weights that are prepared as they are read, for inference alone. */
final class OnednnSession extends NativeSession<Vector, OnednnProgram> {

    private final boolean isTrained;
    private final Resources resources;

    /** @param saved of a model that is not trained: where its parameters are read from */
    OnednnSession(ParameterTable table, RuntimeSettings settings, Element computing, Optional<ParameterSource> saved) {
        super("septum-onednn", table, settings, Vector::new);
        this.isTrained = saved.isEmpty();
        this.resources = new Resources(this, computing, saved);
    }

    @Override
    public String description() {
        return "oneDNN " + Library.version() + ", cpu, " + Library.instructions() + ", "
                + settings().precision() + ", " + settings().threads()
                + (settings().threads() == 1 ? " thread" : " threads");
    }

    @Override
    protected OnednnProgram program(Plan plan) {
        return new OnednnProgram(plan, this);
    }

    @Override
    protected boolean grow(long bytes) {
        return resources.arena().grow(bytes);
    }

    /** What it would hold with programs of these plans, which are compiled and not bound to memory. */
    MemoryNeed need(List<Plan> plans) {
        long activations = 0;
        long vectors = Float.BYTES * (table().stateFloats() + (isTrained ? table().parameterFloats() : 0));
        for (Plan plan : plans) {
            activations = Math.max(activations, program(plan).arenaBytes());
        }
        if (plans.stream().anyMatch(plan -> !plan.gradients().isEmpty())) {
            vectors += Float.BYTES * table().parameterFloats();
        }
        return new MemoryNeed(activations, vectors + resources.preparedBytes());
    }

    Resources resources() {
        return resources;
    }

    @Override
    public Map<String, Long> memory() {
        Map<String, Long> bytes = new LinkedHashMap<>();
        bytes.put("parameters", parameters().block().bytes());
        bytes.put("gradients", gradients().block().bytes());
        bytes.put(
                "optimizer state",
                slots().stream().mapToLong(slot -> slot.block().bytes()).sum());
        bytes.put("prepared weights", resources.preparedBytes());
        long used = 0;
        for (Map.Entry<Buffer.Purpose, Long> part : largest().entrySet()) {
            bytes.put(part.getKey().label(), part.getValue());
            used += part.getValue();
        }
        bytes.put("arena: gaps", resources.arena().bytes() - used);
        return bytes;
    }

    /** What lies in the arena when the program that needs most of it is at its fullest. */
    private Map<Buffer.Purpose, Long> largest() {
        return programs().stream()
                .max(Comparator.comparingLong(OnednnProgram::arenaBytes))
                .map(OnednnProgram::fullest)
                .orElse(Map.of());
    }

    @Override
    protected void release() {
        resources.close();
    }
}
