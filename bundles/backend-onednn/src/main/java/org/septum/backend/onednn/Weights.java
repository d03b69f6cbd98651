// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.reorder;

/**
 * The weights of convolutions in the layouts that the primitives ask for. Each copy is made anew when the parameters have
 * changed, once, and shared by all primitives and programs that want the same layout.
 */
final class Weights implements AutoCloseable {

    /** A copy of some weights. */
    final class Copy implements Kernel {

        private final Place source;
        private final memory.desc from;
        private final memory.desc to;
        private final Block block;
        private final Primitive reorder;
        private long version = -1;

        private Copy(Place source, memory.desc from, memory.desc to) {
            this.source = source;
            this.from = from;
            this.to = to;
            this.block = new Block(to.get_size());
            reorder.primitive_desc description = new reorder.primitive_desc(
                    session.engine().engine(), from, session.engine().engine(), to);
            this.reorder = new Primitive(
                    session.engine(),
                    description,
                    new reorder(description),
                    List.of(
                            new Primitive.Argument(DNNL_ARG_SRC, from, source),
                            new Primitive.Argument(DNNL_ARG_DST, to, Place.of(block))));
        }

        Place place() {
            return Place.of(block);
        }

        @Override
        public void bind() {
            reorder.bind();
        }

        @Override
        public void run(long step) {
            if (version != session.version()) {
                reorder.run(step);
                version = session.version();
            }
        }

        String implementation() {
            return reorder.implementation();
        }

        private boolean is(Place wanted, memory.desc as, memory.desc layout) {
            return source.equals(wanted) && from.equals(as) && to.equals(layout);
        }
    }

    private final OnednnSession session;
    private final List<Copy> copies = new ArrayList<>();

    Weights(OnednnSession session) {
        this.session = session;
    }

    /** The copy of the weights at a place in another layout. */
    Copy copy(Place source, memory.desc from, memory.desc to) {
        for (Copy copy : copies) {
            if (copy.is(source, from, to)) {
                return copy;
            }
        }
        Copy copy = new Copy(source, from, to);
        copies.add(copy);
        return copy;
    }

    long bytes() {
        return copies.stream().mapToLong(copy -> copy.block.bytes()).sum();
    }

    @Override
    public void close() {
        copies.forEach(copy -> copy.block.close());
    }
}
