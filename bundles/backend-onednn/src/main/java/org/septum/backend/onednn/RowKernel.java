// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn;

import java.util.ArrayList;
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

    private record Column(Place place, long elements, int channels) {}

    private final Function function;
    private final List<Column> columns = new ArrayList<>();
    private final int arguments;
    private final Floats[] memory;
    private final Rows rows;
    private final Lanes lanes;

    /**
     * @param arguments the operands read; all operands have the same pixels
     * @param more further arguments, with as many channels as the widest operand
     */
    RowKernel(
            List<Operand> arguments,
            List<Place> more,
            List<Operand> results,
            Compilation compilation,
            Function function) {
        this.function = function;
        int pixels = results.get(0).pixels();
        int widest = 1;
        for (Operand operand : arguments) {
            columns.add(new Column(compilation.as(Element.FLOAT32, operand), operand.elements(), operand.channels()));
            widest = Math.max(widest, operand.channels());
        }
        for (Operand operand : results) {
            widest = Math.max(widest, operand.channels());
        }
        for (Place place : more) {
            columns.add(new Column(place, (long) pixels * widest, widest));
        }
        this.arguments = columns.size();
        for (Operand operand : results) {
            columns.add(new Column(compilation.place(operand), operand.elements(), operand.channels()));
        }
        this.memory = new Floats[columns.size()];
        this.rows = Rows.of(pixels, widest);
        this.lanes = compilation.session().lanes();
    }

    @Override
    public void bind() {
        for (int i = 0; i < memory.length; i++) {
            memory[i] =
                    new Floats(columns.get(i).place().address(), columns.get(i).elements());
        }
    }

    @Override
    public void run(long step) {
        lanes.run(rows.parts(), rows.largest(), (part, workspace) -> {
            int first = rows.firstRow(part);
            int count = rows.rowsOf(part);
            float[][] from = new float[arguments][];
            float[][] to = new float[memory.length - arguments][];
            for (int i = 0; i < memory.length; i++) {
                float[] values = workspace.array(i, rows.largest());
                if (i < arguments) {
                    int channels = columns.get(i).channels();
                    memory[i].get(first * channels, values, count * channels);
                    from[i] = values;
                } else {
                    to[i - arguments] = values;
                }
            }
            function.apply(first, count, from, to);
            for (int i = arguments; i < memory.length; i++) {
                int channels = columns.get(i).channels();
                memory[i].put(first * channels, to[i - arguments], count * channels);
            }
        });
    }
}
