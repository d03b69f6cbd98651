// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j.layer;

import java.util.Arrays;
import java.util.List;
import org.septum.api.plan.Value;
import org.septum.backend.common.kernels.Lanes;
import org.septum.backend.common.kernels.Rows;
import org.septum.backend.common.kernels.Sizes;
import org.septum.backend.nd4j.memory.Bindings;
import org.septum.backend.nd4j.memory.Kernel;
import org.septum.backend.nd4j.memory.Memory;

/** Concatenation and slicing of channels: copies of runs of channels, pixel by pixel. */
public final class ChannelCopy {

    private ChannelCopy() {}

    /** Tensors -> their channels one after another. */
    public static Kernel concat(List<Value> from, Value to, Bindings bindings) {
        int channels = Sizes.of(to).channels();
        Memory[] sources = from.stream().map(bindings::memory).toArray(Memory[]::new);
        int[] widths =
                from.stream().mapToInt(value -> Sizes.of(value).channels()).toArray();
        Memory target = bindings.memory(to);
        Rows rows = Rows.of(Sizes.of(to).pixels(), channels);
        Lanes lanes = bindings.lanes();
        return step -> lanes.run(rows.parts(), (part, workspace) -> {
            float[] joined = workspace.array(0, rows.largest());
            float[] piece = workspace.array(1, rows.largest());
            int first = rows.firstRow(part);
            int count = rows.rowsOf(part);
            int at = 0;
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
    public static Kernel slice(int at, Value from, Value to, Bindings bindings) {
        int wide = Sizes.of(from).channels();
        int narrow = Sizes.of(to).channels();
        Memory source = bindings.memory(from);
        Memory target = bindings.memory(to);
        Rows rows = Rows.of(Sizes.of(from).pixels(), wide);
        Lanes lanes = bindings.lanes();
        return step -> lanes.run(rows.parts(), (part, workspace) -> {
            float[] all = workspace.array(0, rows.largest());
            float[] some = workspace.array(1, rows.largest());
            int first = rows.firstRow(part);
            int count = rows.rowsOf(part);
            source.get(first * wide, all, count * wide);
            for (int row = 0; row < count; row++) {
                System.arraycopy(all, row * wide + at, some, row * narrow, narrow);
            }
            target.put(first * narrow, some, count * narrow);
        });
    }

    /** dy of some channels -> dx of all, zero in the others. */
    public static Kernel sliceGradient(int at, Value from, Value to, Bindings bindings) {
        int narrow = Sizes.of(from).channels();
        int wide = Sizes.of(to).channels();
        Memory source = bindings.memory(from);
        Memory target = bindings.memory(to);
        Rows rows = Rows.of(Sizes.of(to).pixels(), wide);
        Lanes lanes = bindings.lanes();
        return step -> lanes.run(rows.parts(), (part, workspace) -> {
            float[] all = workspace.array(0, rows.largest());
            float[] some = workspace.array(1, rows.largest());
            int first = rows.firstRow(part);
            int count = rows.rowsOf(part);
            source.get(first * narrow, some, count * narrow);
            Arrays.fill(all, 0, count * wide, 0);
            for (int row = 0; row < count; row++) {
                System.arraycopy(some, row * narrow, all, row * wide + at, narrow);
            }
            target.put(first * wide, all, count * wide);
        });
    }
}
