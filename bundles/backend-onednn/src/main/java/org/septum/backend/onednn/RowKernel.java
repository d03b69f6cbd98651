// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn;

import java.util.List;

/**
 * A function that Java computes row by row, a row being what belongs to one pixel: losses and noise, which work on few
 * channels. Arguments and results are float32; a result must not share its place with an argument.
 */
final class RowKernel implements Kernel {

    /** Computes some rows. */
    @FunctionalInterface
    interface Function {

        /**
         * @param first the number of the first row
         * @param rows how many
         * @param arguments the rows of each argument
         * @param results the rows of each result
         */
        void apply(int first, int rows, float[][] arguments, float[][] results);
    }

    private final Function function;
    private final List<Operand> operands;
    private final int arguments;
    private final Place[] places;
    private final Floats[] memory;
    private final Rows rows;
    private final Lanes lanes;

    /**
     * @param arguments the operands read; all operands have the same pixels
     */
    RowKernel(List<Operand> arguments, List<Operand> results, Compilation compilation, Function function) {
        this.function = function;
        this.arguments = arguments.size();
        this.operands = java.util.stream.Stream.concat(arguments.stream(), results.stream())
                .toList();
        this.places = java.util.stream.Stream.concat(
                        arguments.stream().map(operand -> compilation.as(Element.FLOAT32, operand)),
                        results.stream().map(compilation::place))
                .toArray(Place[]::new);
        this.memory = new Floats[places.length];
        int widest = operands.stream().mapToInt(Operand::channels).max().orElseThrow();
        this.rows = Rows.of(operands.get(0).pixels(), widest);
        this.lanes = compilation.session().lanes();
    }

    @Override
    public void bind() {
        for (int i = 0; i < places.length; i++) {
            memory[i] = new Floats(places[i].address(), operands.get(i).elements());
        }
    }

    @Override
    public void run(long step) {
        lanes.run(rows.parts(), (part, workspace) -> {
            int first = rows.firstRow(part);
            int count = rows.rowsOf(part);
            float[][] from = new float[arguments][];
            float[][] to = new float[places.length - arguments][];
            for (int i = 0; i < places.length; i++) {
                float[] values = workspace.array(i, rows.largest());
                if (i < arguments) {
                    int channels = operands.get(i).channels();
                    memory[i].get(first * channels, values, count * channels);
                    from[i] = values;
                } else {
                    to[i - arguments] = values;
                }
            }
            function.apply(first, count, from, to);
            for (int i = arguments; i < places.length; i++) {
                int channels = operands.get(i).channels();
                memory[i].put(first * channels, to[i - arguments], count * channels);
            }
        });
    }
}
