// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn.compile;

import java.util.ArrayList;
import java.util.List;
import org.septum.backend.common.kernels.Floats;
import org.septum.backend.common.kernels.HostKernel;
import org.septum.backend.common.kernels.HostKernels;
import org.septum.backend.common.kernels.Sizes;
import org.septum.backend.common.program.Kernel;
import org.septum.backend.onednn.library.Element;
import org.septum.backend.onednn.memory.Place;
import org.septum.backend.onednn.rewrite.Node;
import org.septum.backend.onednn.rewrite.Operand;

/** A kernel in Java, bound to float32 copies of what it reads and to its float32 results. */
public final class HostCall implements Kernel {

    private record Run(Place place, long elements) {

        Floats floats() {
            return place.floats(elements);
        }
    }

    private final HostKernel kernel;
    private final List<Run> inputs = new ArrayList<>();
    private final List<Run> outputs = new ArrayList<>();
    private Floats[] from;
    private Floats[] to;

    /**
     * @param more further inputs, as large as the first result
     */
    public HostCall(
            HostKernel kernel,
            List<Operand> arguments,
            List<Place> more,
            List<Operand> results,
            Compilation compilation) {
        this.kernel = kernel;
        arguments.forEach(operand -> inputs.add(new Run(compilation.as(Element.FLOAT32, operand), operand.elements())));
        more.forEach(place -> inputs.add(new Run(place, results.get(0).elements())));
        results.forEach(operand -> outputs.add(new Run(compilation.place(operand), operand.elements())));
    }

    /** An operation that Java computes in every backend. */
    public static void add(Node node, Compilation compilation) {
        HostKernel kernel = HostKernels.of(
                node.op(),
                sizes(node.in()),
                sizes(node.out()),
                compilation.resources().lanes());
        compilation.add(new HostCall(kernel, node.in(), List.of(), node.out(), compilation));
    }

    public static List<Sizes> sizes(List<Operand> operands) {
        return operands.stream().map(operand -> Sizes.of(operand.dimensions())).toList();
    }

    @Override
    public void bind() {
        from = inputs.stream().map(Run::floats).toArray(Floats[]::new);
        to = outputs.stream().map(Run::floats).toArray(Floats[]::new);
    }

    @Override
    public void run(long step) {
        kernel.run(step, from, to);
    }
}
