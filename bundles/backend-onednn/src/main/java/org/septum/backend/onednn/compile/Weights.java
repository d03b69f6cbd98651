// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn.compile;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.reorder;
import org.septum.backend.common.program.Kernel;
import org.septum.backend.onednn.memory.Block;
import org.septum.backend.onednn.memory.Place;

/**
 * The weights of convolutions in the layouts that the primitives ask for. Each copy is made anew when the parameters have
 * changed, once, and shared by all primitives and programs that want the same layout. A second copy of the same weights is
 * made from the first, which is already in the right type.
 */
public final class Weights implements AutoCloseable {

    /** A copy of some weights. */
    public final class Copy implements Kernel {

        private final WeightSource source;
        private final long offset;
        private final memory.desc from;
        private final memory.desc to;
        private final Copy first;
        private final Block block;
        private final Primitive reorder;
        private long version = -1;

        private Copy(WeightSource source, long offset, memory.desc from, memory.desc to, Copy first) {
            this.source = source;
            this.offset = offset;
            this.from = from;
            this.to = to;
            this.first = first;
            this.block = new Block(to.get_size());
            memory.desc layout = first == null ? from : first.to;
            Place origin = first == null ? new Place(source.storage(), offset) : first.place();
            reorder.primitive_desc description = new reorder.primitive_desc(
                    resources.engine().engine(), layout, resources.engine().engine(), to);
            this.reorder = new Primitive(
                    resources.engine(),
                    description,
                    new reorder(description),
                    List.of(
                            new Argument(dnnl.DNNL_ARG_SRC, layout, origin),
                            new Argument(dnnl.DNNL_ARG_DST, to, Place.of(block))));
        }

        public Place place() {
            return Place.of(block);
        }

        @Override
        public void run(long step) {
            if (version == resources.version()) {
                return;
            }
            if (first == null) {
                source.prepare();
            } else {
                first.run(step);
            }
            reorder.bind();
            reorder.run(step);
            version = resources.version();
        }

        public String implementation() {
            return reorder.implementation();
        }

        private boolean isOf(WeightSource wanted, long at, memory.desc as) {
            return source.equals(wanted) && offset == at && from.equals(as);
        }
    }

    private final Resources resources;
    private final List<Copy> copies = new ArrayList<>();

    public Weights(Resources resources) {
        this.resources = resources;
    }

    /**
     * The copy of some weights in another layout.
     *
     * @param offset the first one's offset from the source's storage in bytes
     */
    public Copy copy(WeightSource source, long offset, memory.desc from, memory.desc to) {
        List<Copy> known =
                copies.stream().filter(copy -> copy.isOf(source, offset, from)).toList();
        for (Copy copy : known) {
            if (copy.to.equals(to)) {
                return copy;
            }
        }
        Copy copy = new Copy(source, offset, from, to, known.isEmpty() ? null : known.get(0));
        copies.add(copy);
        return copy;
    }

    /** Makes all copies that are not up to date. */
    void prepare() {
        copies.forEach(copy -> copy.run(0));
    }

    public long bytes() {
        return copies.stream().mapToLong(copy -> copy.block.bytes()).sum();
    }

    @Override
    public void close() {
        copies.forEach(copy -> copy.block.close());
    }
}
