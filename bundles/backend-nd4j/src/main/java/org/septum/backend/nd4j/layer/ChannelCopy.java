// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j.layer;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.septum.api.graph.Op;
import org.septum.api.plan.Plan;
import org.septum.backend.common.kernels.Lanes;
import org.septum.backend.common.kernels.Rows;
import org.septum.backend.common.kernels.Sizes;
import org.septum.backend.common.program.Kernel;
import org.septum.backend.nd4j.memory.Bindings;
import org.septum.backend.nd4j.memory.Memory;

/** Concatenation and slicing of channels: copies of runs of channels, pixel by pixel. */
public final class ChannelCopy {

    private ChannelCopy() {}

    /** Tensors -> their channels one after another. */
    public static Kernel concat(Plan.Call call, Bindings bindings) {
        return join(0, call, bindings);
    }

    /** dy of some channels -> dx of all, zero in the others. */
    public static Kernel sliceGradient(Op.SliceBackward op, Plan.Call call, Bindings bindings) {
        return join(op.forward().from(), call, bindings);
    }

    /** Tensors -> their channels one after another, from a channel on; zero where there are none. */
    private static Kernel join(int start, Plan.Call call, Bindings bindings) {
        Sizes to = Sizes.of(call.output(0));
        int channels = to.channels();
        Memory[] sources = call.inputs().stream().map(bindings::memory).toArray(Memory[]::new);
        int[] widths = call.inputs().stream()
                .mapToInt(value -> Sizes.of(value).channels())
                .toArray();
        boolean gaps = IntStream.of(widths).sum() < channels;
        Memory target = bindings.memory(call.output(0));
        Rows rows = Rows.of(to.pixels(), channels);
        Lanes lanes = bindings.lanes();
        return step -> lanes.run(rows.parts(), (part, workspace) -> {
            float[] joined = workspace.array(0, rows.largest());
            float[] piece = workspace.array(1, rows.largest());
            int first = rows.firstRow(part);
            int count = rows.rowsOf(part);
            if (gaps) {
                Arrays.fill(joined, 0, count * channels, 0);
            }
            int at = start;
            for (int i = 0; i < sources.length; i++) {
                int width = widths[i];
                sources[i].get(first * width, piece, count * width);
                for (int row = 0; row < count; row++) {
                    System.arraycopy(piece, row * width, joined, row * channels + at, width);
                }
                at += width;
            }
            target.put(first * channels, joined, count * channels);
        });
    }

    /** x -> some of its channels. */
    public static Kernel slice(Op.Slice op, Plan.Call call, Bindings bindings) {
        Sizes from = Sizes.of(call.input(0));
        int wide = from.channels();
        int narrow = op.count();
        Memory source = bindings.memory(call.input(0));
        Memory target = bindings.memory(call.output(0));
        Rows rows = Rows.of(from.pixels(), wide);
        Lanes lanes = bindings.lanes();
        return step -> lanes.run(rows.parts(), (part, workspace) -> {
            float[] all = workspace.array(0, rows.largest());
            float[] some = workspace.array(1, rows.largest());
            int first = rows.firstRow(part);
            int count = rows.rowsOf(part);
            source.get(first * wide, all, count * wide);
            for (int row = 0; row < count; row++) {
                System.arraycopy(all, row * wide + op.from(), some, row * narrow, narrow);
            }
            target.put(first * narrow, some, count * narrow);
        });
    }
}
