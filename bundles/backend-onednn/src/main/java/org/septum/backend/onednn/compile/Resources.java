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
import org.septum.api.plan.ParameterTable;
import org.septum.backend.common.kernels.Lanes;
import org.septum.backend.common.program.NativeSession;
import org.septum.backend.onednn.library.Element;
import org.septum.backend.onednn.library.Engine;
import org.septum.backend.onednn.memory.Arena;
import org.septum.backend.onednn.memory.Ones;
import org.septum.backend.onednn.memory.Place;
import org.septum.backend.onednn.memory.Vector;
import org.septum.backend.onednn.rewrite.Array;
import org.septum.backend.onednn.rewrite.Node;
import org.septum.backend.onednn.rewrite.Operand;

/** What all programs of a session share beside its vectors: the weights prepared from them, the arena and the engine. */
public final class Resources implements AutoCloseable {

    private final NativeSession<Vector, ?> session;
    private final Optional<ParameterSource> saved;
    private final Set<ParameterTable.Entry> read = new HashSet<>();
    private final Element computing;
    private final Engine engine = new Engine();
    private final Weights weights = new Weights(this);
    private final List<FoldedWeights> folded = new ArrayList<>();
    private final Map<Element, Ones> ones = new EnumMap<>(Element.class);
    private final Arena arena = new Arena();
    private final Arena shared = new Arena();
    private long prepared = -1;

    /** @param saved of a model that is not trained: where its parameters are read from */
    public Resources(NativeSession<Vector, ?> session, Element computing, Optional<ParameterSource> saved) {
        this.session = session;
        this.saved = saved;
        this.computing = computing;
    }

    /** Grows whenever parameters or statistics change. */
    public long version() {
        return session.parameters().changes() + session.state().changes();
    }

    /** The type in which convolutions and their like compute. */
    public Element computing() {
        return computing;
    }

    public Engine engine() {
        return engine;
    }

    public Lanes lanes() {
        return session.lanes();
    }

    public long seed() {
        return session.settings().seed();
    }

    public Arena arena() {
        return arena;
    }

    public Weights weights() {
        return weights;
    }

    /** A convolution's weights: as the optimizer leaves them, or as they were saved. */
    public WeightSource weightSource(Operand weight) {
        ParameterTable.Entry entry = weight.array().held();
        if (saved.isEmpty()) {
            return new WeightSource.Parameters(session.parameters().block(), entry.offset() * Float.BYTES);
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
        if (saved.isPresent() && prepared != version()) {
            weights.prepare();
            shared.release();
            prepared = version();
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

    /** The place of an array; a saved parameter that is not yet there is read. */
    public Place place(Array array) {
        if (array.isInArena()) {
            return Place.of(array.buffer());
        }
        ParameterTable.Entry held = array.held();
        if (held == null) {
            return session.gradients().place(array.gradientOf().offset());
        }
        Vector vector = held.trainable() ? session.parameters() : session.state();
        if (saved.isPresent() && read.add(held)) {
            read(held, (at, values) -> vector.write(held.offset() + at, values));
        }
        return vector.place(held.offset());
    }

    /** The weights in the layouts that primitives ask for, in bytes. */
    public long preparedBytes() {
        return weights.bytes() + shared.bytes();
    }

    @Override
    public void close() {
        weights.close();
        folded.forEach(FoldedWeights::close);
        shared.close();
        ones.values().forEach(Ones::close);
        arena.close();
    }
}
