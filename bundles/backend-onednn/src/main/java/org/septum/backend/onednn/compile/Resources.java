// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn.compile;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.septum.api.backend.ParameterSource;
import org.septum.api.backend.RuntimeSettings;
import org.septum.api.plan.ParameterTable;
import org.septum.backend.common.kernels.Lanes;
import org.septum.backend.onednn.library.Element;
import org.septum.backend.onednn.library.Engine;
import org.septum.backend.onednn.memory.Arena;
import org.septum.backend.onednn.memory.Ones;
import org.septum.backend.onednn.memory.Place;
import org.septum.backend.onednn.memory.Vector;
import org.septum.backend.onednn.rewrite.Array;
import org.septum.backend.onednn.rewrite.Node;
import org.septum.backend.onednn.rewrite.Operand;

/** What all programs of a session share: a model's vectors, the weights prepared from them, the arena and the threads. */
public final class Resources implements AutoCloseable {

    private final RuntimeSettings settings;
    private final Optional<ParameterSource> saved;
    private final Set<ParameterTable.Entry> read = new HashSet<>();
    private final Element computing;
    private final Engine engine = new Engine();
    private final Lanes lanes;
    private final Vector parameters;
    private final Vector gradients;
    private final Vector state;
    private final Weights weights = new Weights(this);
    private final List<FoldedWeights> folded = new ArrayList<>();
    private final Map<Element, Ones> ones = new EnumMap<>(Element.class);
    private final Arena arena = new Arena();
    private final Arena shared = new Arena();
    private long version;
    private long prepared = -1;
    private boolean closed;

    /** @param saved of a model that is not trained: where its parameters are read from */
    public Resources(
            ParameterTable table, RuntimeSettings settings, Element computing, Optional<ParameterSource> saved) {
        this.settings = settings;
        this.saved = saved;
        this.computing = computing;
        this.lanes = new Lanes("septum-onednn", settings.threads());
        this.parameters = new Vector(table.parameterFloats(), this::changed);
        this.gradients = new Vector(table.parameterFloats(), () -> {});
        this.state = new Vector(table.stateFloats(), this::changed);
    }

    /**
     * @throws IllegalStateException if the session was closed
     */
    public void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the session is closed");
        }
    }

    /** Parameters or statistics are not what they were. */
    public void changed() {
        version++;
    }

    /** Grows whenever parameters or statistics change. */
    public long version() {
        return version;
    }

    /** The type in which convolutions and their like compute. */
    public Element computing() {
        return computing;
    }

    public Engine engine() {
        return engine;
    }

    public Lanes lanes() {
        return lanes;
    }

    public long seed() {
        return settings.seed();
    }

    public Arena arena() {
        return arena;
    }

    public Weights weights() {
        return weights;
    }

    public Vector parameters() {
        return parameters;
    }

    public Vector gradients() {
        return gradients;
    }

    public Vector state() {
        return state;
    }

    /** A convolution's weights: as the optimizer leaves them, or as they were saved. */
    public WeightSource weightSource(Operand weight) {
        ParameterTable.Entry entry = weight.array().held();
        if (saved.isEmpty()) {
            return new WeightSource.Parameters(parameters.block(), entry.offset() * Float.BYTES);
        }
        shared.grow(entry.elements() * Float.BYTES);
        return new WeightSource.Saved(this, shared, entry);
    }

    /** Reads a saved array. */
    void read(ParameterTable.Entry entry, ParameterSource.Piece to) {
        saved.orElseThrow().read(entry, to);
    }

    /**
     * Makes all copies of saved weights in one go, so that the memory in which they are read is given back before the
     * activations take theirs.
     */
    public void prepareSaved() {
        if (saved.isPresent() && prepared != version) {
            weights.prepare();
            shared.release();
            prepared = version;
        }
    }

    /** The folded weights of a convolution with a normalization, shared by all programs. */
    public FoldedWeights folded(Node convolution) {
        for (FoldedWeights known : folded) {
            if (known.serves(convolution)) {
                return known;
            }
        }
        FoldedWeights made = new FoldedWeights(this, shared, convolution);
        folded.add(made);
        return made;
    }

    /** A row of at least so many ones. */
    public Place ones(Element element, int count) {
        Ones row = ones.computeIfAbsent(element, Ones::new);
        row.grow(count);
        return Place.of(row);
    }

    /** The place of an array that is not in the arena. */
    public Place vectorPlace(Array array) {
        ParameterTable.Entry held = array.held();
        if (held == null) {
            return new Place(gradients.block(), array.gradientOf().offset() * Float.BYTES);
        }
        Vector vector = held.trainable() ? parameters : state;
        if (saved.isPresent() && read.add(held)) {
            read(held, (at, values) -> vector.write(held.offset() + at, values));
        }
        return new Place(vector.block(), held.offset() * Float.BYTES);
    }

    /** The weights in the layouts that primitives ask for, in bytes. */
    public long preparedBytes() {
        return weights.bytes() + shared.bytes();
    }

    /** Gives all memory back. */
    @Override
    public void close() {
        closed = true;
        lanes.close();
        parameters.close();
        gradients.close();
        state.close();
        weights.close();
        folded.forEach(FoldedWeights::close);
        shared.close();
        ones.values().forEach(Ones::close);
        arena.close();
    }
}
