// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.septum.api.backend.FlatVector;
import org.septum.api.backend.Program;
import org.septum.api.backend.RuntimeSettings;
import org.septum.api.backend.Session;
import org.septum.api.plan.ParameterTable;
import org.septum.api.plan.Plan;
import org.septum.api.plan.Region;
import org.septum.api.training.ParameterUpdate;

/** A model's vectors in native memory, the weights prepared from them, and the arena that all programs share. */
final class OnednnSession implements Session {

    /** Floats in a piece of an optimizer step: a few arrays of 32 KB stay in the second-level cache. */
    private static final int PIECE = 8192;

    private final ParameterTable table;
    private final RuntimeSettings settings;
    private final Element computing;
    private final Engine engine = new Engine();
    private final Lanes lanes;
    private final Vector parameters;
    private final Vector gradients;
    private final Vector state;
    private final Map<String, Vector> slots = new LinkedHashMap<>();
    private final Weights weights = new Weights(this);
    private final List<FoldedWeights> folded = new ArrayList<>();
    private final Map<Element, Ones> ones = new EnumMap<>(Element.class);
    private final List<OnednnProgram> programs = new ArrayList<>();
    private final Arena arena = new Arena();
    private final Arena folding = new Arena();
    private long version;
    private boolean closed;

    OnednnSession(ParameterTable table, RuntimeSettings settings, Element computing) {
        this.table = table;
        this.settings = settings;
        this.computing = computing;
        this.lanes = new Lanes(settings.threads());
        this.parameters = new Vector(table.parameterFloats(), this::changed);
        this.gradients = new Vector(table.parameterFloats(), () -> {});
        this.state = new Vector(table.stateFloats(), this::changed);
    }

    @Override
    public String description() {
        return "oneDNN " + Library.version() + ", cpu, " + Library.instructions() + ", " + settings.precision() + ", "
                + settings.threads() + (settings.threads() == 1 ? " thread" : " threads");
    }

    @Override
    public Program compile(Plan plan) {
        requireOpen();
        if (!table.sameLayout(plan.parameters())) {
            throw new IllegalArgumentException("the plan's parameters are laid out differently from the session's");
        }
        OnednnProgram program = new OnednnProgram(plan, this);
        programs.add(program);
        if (arena.grow(program.arenaBytes())) {
            programs.forEach(OnednnProgram::bind);
        } else {
            program.bind();
        }
        return program;
    }

    /**
     * @throws IllegalStateException if the session was closed
     */
    void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the session is closed");
        }
    }

    /** Parameters or statistics are not what they were. */
    void changed() {
        version++;
    }

    /** Grows whenever parameters or statistics change. */
    long version() {
        return version;
    }

    /** The type in which convolutions and their like compute. */
    Element computing() {
        return computing;
    }

    Engine engine() {
        return engine;
    }

    Lanes lanes() {
        return lanes;
    }

    long seed() {
        return settings.seed();
    }

    Arena arena() {
        return arena;
    }

    Weights weights() {
        return weights;
    }

    /** The weights as the optimizer leaves them. */
    WeightSource weightSource() {
        return new WeightSource.Parameters(parameters.block());
    }

    /** The folded weights of a convolution with a normalization, shared by all programs. */
    FoldedWeights folded(Node convolution) {
        for (FoldedWeights known : folded) {
            if (known.serves(convolution)) {
                return known;
            }
        }
        FoldedWeights made = new FoldedWeights(this, folding, convolution);
        folded.add(made);
        return made;
    }

    /** A row of at least so many ones. */
    Place ones(Element element, int count) {
        Ones row = ones.computeIfAbsent(element, Ones::new);
        row.grow(count);
        return Place.of(row);
    }

    /** The vector of a region outside the arena. */
    Block block(Region region) {
        return switch (region) {
            case PARAMETERS -> parameters.block();
            case GRADIENTS -> gradients.block();
            case STATE -> state.block();
            case ARENA -> throw new IllegalArgumentException("arrays of the arena have buffers");
        };
    }

    @Override
    public FlatVector parameters() {
        return parameters;
    }

    @Override
    public FlatVector gradients() {
        return gradients;
    }

    @Override
    public FlatVector state() {
        return state;
    }

    @Override
    public FlatVector slot(String name) {
        return slots.computeIfAbsent(name, key -> new Vector(table.parameterFloats(), () -> {}));
    }

    @Override
    public void update(ParameterUpdate update, List<String> names) {
        requireOpen();
        names.forEach(this::slot);
        List<Vector> vectors = names.stream().map(slots::get).toList();
        long size = table.parameterFloats();
        int parts = (int) ((size + PIECE - 1) / PIECE);
        lanes.run(parts, PIECE, (part, workspace) -> {
            long offset = (long) part * PIECE;
            int length = (int) Math.min(PIECE, size - offset);
            Floats values = parameters.block().floats(offset, length);
            float[] value = workspace.array(0, PIECE);
            float[] gradient = workspace.array(1, PIECE);
            values.get(0, value, length);
            gradients.block().floats(offset, length).get(0, gradient, length);
            float[][] slotValues = new float[vectors.size()][];
            for (int i = 0; i < slotValues.length; i++) {
                slotValues[i] = workspace.array(2 + i, PIECE);
                vectors.get(i).block().floats(offset, length).get(0, slotValues[i], length);
            }
            update.apply(value, gradient, slotValues, length);
            values.put(0, value, length);
            for (int i = 0; i < slotValues.length; i++) {
                vectors.get(i).block().floats(offset, length).put(0, slotValues[i], length);
            }
        });
        changed();
    }

    @Override
    public Map<String, Long> memory() {
        Map<String, Long> bytes = new LinkedHashMap<>();
        bytes.put("parameters", parameters.block().bytes());
        bytes.put("gradients", gradients.block().bytes());
        bytes.put(
                "optimizer state",
                slots.values().stream().mapToLong(slot -> slot.block().bytes()).sum());
        bytes.put("prepared weights", weights.bytes() + folding.bytes());
        long used = 0;
        for (Map.Entry<Buffer.Purpose, Long> part : largest().entrySet()) {
            bytes.put(part.getKey().label(), part.getValue());
            used += part.getValue();
        }
        bytes.put("arena: gaps", arena.bytes() - used);
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
        if (closed) {
            return;
        }
        closed = true;
        lanes.close();
        parameters.close();
        gradients.close();
        state.close();
        slots.values().forEach(Vector::close);
        weights.close();
        folded.forEach(FoldedWeights::close);
        folding.close();
        ones.values().forEach(Ones::close);
        arena.close();
    }
}
