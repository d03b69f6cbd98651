// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.septum.api.backend.FlatVector;
import org.septum.api.backend.MemoryNeed;
import org.septum.api.backend.ParameterSource;
import org.septum.api.backend.Program;
import org.septum.api.backend.RuntimeSettings;
import org.septum.api.backend.Session;
import org.septum.api.plan.ParameterTable;
import org.septum.api.plan.Plan;
import org.septum.api.training.ParameterUpdate;
import org.septum.backend.onednn.compile.Resources;
import org.septum.backend.onednn.library.Element;
import org.septum.backend.onednn.library.Library;
import org.septum.backend.onednn.memory.Buffer;
import org.septum.backend.onednn.memory.Vector;

/** A model's parameters in native memory, and its programs. */
final class OnednnSession implements Session {

    private final ParameterTable table;
    private final RuntimeSettings settings;
    private final boolean isTrained;
    private final Resources resources;
    private final Map<String, Vector> slots = new LinkedHashMap<>();
    private final List<OnednnProgram> programs = new ArrayList<>();
    private boolean closed;

    /** @param saved of a model that is not trained: where its parameters are read from */
    OnednnSession(ParameterTable table, RuntimeSettings settings, Element computing, Optional<ParameterSource> saved) {
        this.table = table;
        this.settings = settings;
        this.isTrained = saved.isEmpty();
        this.resources = new Resources(table, settings, computing, saved);
    }

    @Override
    public String description() {
        return "oneDNN " + Library.version() + ", cpu, " + Library.instructions() + ", " + settings.precision() + ", "
                + settings.threads() + (settings.threads() == 1 ? " thread" : " threads");
    }

    @Override
    public Program compile(Plan plan) {
        resources.requireOpen();
        if (!table.sameLayout(plan.parameters())) {
            throw new IllegalArgumentException("the plan's parameters are laid out differently from the session's");
        }
        OnednnProgram program = new OnednnProgram(plan, resources);
        programs.add(program);
        if (resources.arena().grow(program.arenaBytes())) {
            programs.forEach(OnednnProgram::bind);
        } else {
            program.bind();
        }
        return program;
    }

    /** What it would hold with programs of these plans, which are compiled and not bound to memory. */
    MemoryNeed need(List<Plan> plans) {
        long activations = 0;
        long vectors = Float.BYTES * (table.stateFloats() + (isTrained ? table.parameterFloats() : 0));
        for (Plan plan : plans) {
            activations = Math.max(activations, new OnednnProgram(plan, resources).arenaBytes());
        }
        if (plans.stream().anyMatch(plan -> !plan.gradients().isEmpty())) {
            vectors += Float.BYTES * table.parameterFloats();
        }
        return new MemoryNeed(activations, vectors + resources.preparedBytes());
    }

    Resources resources() {
        return resources;
    }

    @Override
    public FlatVector parameters() {
        return resources.parameters();
    }

    @Override
    public FlatVector gradients() {
        return resources.gradients();
    }

    @Override
    public FlatVector state() {
        return resources.state();
    }

    @Override
    public FlatVector slot(String name) {
        return slots.computeIfAbsent(name, key -> new Vector(table.parameterFloats(), () -> {}));
    }

    @Override
    public void update(ParameterUpdate update, List<String> names) {
        resources.requireOpen();
        names.forEach(this::slot);
        List<Vector> vectors = names.stream().map(slots::get).toList();
        resources.parameters().update(update, resources.gradients(), vectors, resources.lanes());
        resources.changed();
    }

    @Override
    public Map<String, Long> memory() {
        Map<String, Long> bytes = new LinkedHashMap<>();
        bytes.put("parameters", resources.parameters().block().bytes());
        bytes.put("gradients", resources.gradients().block().bytes());
        bytes.put(
                "optimizer state",
                slots.values().stream().mapToLong(slot -> slot.block().bytes()).sum());
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
        return programs.stream()
                .max(Comparator.comparingLong(OnednnProgram::arenaBytes))
                .map(OnednnProgram::fullest)
                .orElse(Map.of());
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            slots.values().forEach(Vector::close);
            resources.close();
        }
    }
}
