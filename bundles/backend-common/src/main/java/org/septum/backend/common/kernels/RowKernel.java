// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.common.kernels;

import java.util.List;

/**
 * A function that Java computes row by row, a row being what belongs to one pixel: losses and noise, which work on few
 * channels.
 */
public final class RowKernel implements HostKernel {

    /** Computes some rows. */
    @FunctionalInterface
    public interface Function {

        /**
         * @param first the number of the first row
         * @param rows how many
         * @param arguments the rows of each argument
         * @param results the rows of each result
         */
        void apply(int first, int rows, float[][] arguments, float[][] results);
    }

    private final Function function;
    private final List<Sizes> inputs;
    private final List<Sizes> outputs;
    private final Rows rows;
    private final Lanes lanes;

    /**
     * @param inputs the shapes of the arguments; all have the same pixels
     */
    public RowKernel(List<Sizes> inputs, List<Sizes> outputs, Lanes lanes, Function function) {
        this.function = function;
        this.inputs = inputs;
        this.outputs = outputs;
        this.lanes = lanes;
        int widest = 1;
        for (Sizes sizes : inputs) {
            widest = Math.max(widest, sizes.channels());
        }
        for (Sizes sizes : outputs) {
            widest = Math.max(widest, sizes.channels());
        }
        this.rows = Rows.of(outputs.get(0).pixels(), widest);
    }

    @Override
    public void run(long step, Floats[] from, Floats[] to) {
        lanes.run(rows.parts(), rows.largest(), (part, workspace) -> {
            int first = rows.firstRow(part);
            int count = rows.rowsOf(part);
            float[][] arguments = new float[from.length][];
            float[][] results = new float[to.length][];
            for (int i = 0; i < from.length; i++) {
                int channels = inputs.get(i).channels();
                arguments[i] = workspace.array(i, rows.largest());
                from[i].get(first * channels, arguments[i], count * channels);
            }
            for (int i = 0; i < to.length; i++) {
                results[i] = workspace.array(from.length + i, rows.largest());
            }
            function.apply(first, count, arguments, results);
            for (int i = 0; i < to.length; i++) {
                int channels = outputs.get(i).channels();
                to[i].put(first * channels, results[i], count * channels);
            }
        });
    }
}
