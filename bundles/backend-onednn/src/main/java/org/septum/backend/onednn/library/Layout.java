// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn.library;

import java.util.List;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.format_tag;
import org.septum.api.graph.Extent;

/** Where the elements of an array lie: oneDNN's memory descriptors for the shapes that plans have. */
public final class Layout {

    private Layout() {}

    /** An activation: batch, height, width, channel, the last one fastest. */
    public static memory.desc channelsLast(List<Integer> dimensions, Element element) {
        return channels(dimensions, dimensions.get(1), element);
    }

    /** Some channels of an activation that has more; the first one's offset is not part of the layout. */
    public static memory.desc channels(List<Integer> dimensions, long ofChannels, Element element) {
        long[] sizes = sizes(dimensions);
        long row = sizes[3] * ofChannels;
        return new memory.desc(sizes, element.type(), new long[] {sizes[2] * row, 1, row, ofChannels});
    }

    /** One value per channel, or any other run of elements. */
    public static memory.desc vector(long size, Element element) {
        return new memory.desc(new long[] {size}, element.type(), new long[] {1});
    }

    /** A matrix whose rows follow one another. */
    public static memory.desc matrix(long rows, long columns, Element element) {
        return new memory.desc(new long[] {rows, columns}, element.type(), new long[] {columns, 1});
    }

    /** Weights in the reference layout [out, in, kernel height, kernel width], of which only some inputs are meant. */
    public static memory.desc weights(List<Integer> dimensions, int inputs) {
        long area = (long) dimensions.get(2) * dimensions.get(3);
        long[] sizes = sizes(dimensions);
        sizes[1] = inputs;
        long[] strides = {dimensions.get(1) * area, area, dimensions.get(3), 1};
        return new memory.desc(sizes, Element.FLOAT32.type(), strides);
    }

    /** Weights [out, in / groups, kernel, kernel] in the order [groups, out / groups, in / groups, kernel, kernel]. */
    public static memory.desc groupedWeights(List<Integer> dimensions, int groups) {
        long area = (long) dimensions.get(2) * dimensions.get(3);
        long row = dimensions.get(1) * area;
        long outputs = dimensions.get(0) / groups;
        long[] sizes = {groups, outputs, dimensions.get(1), dimensions.get(2), dimensions.get(3)};
        return new memory.desc(
                sizes, Element.FLOAT32.type(), new long[] {outputs * row, row, area, dimensions.get(3), 1});
    }

    /** Weights of a transposed convolution, [in, out, kernel, kernel], in the order [out, in, kernel, kernel]. */
    public static memory.desc transposedWeights(List<Integer> dimensions) {
        long area = (long) dimensions.get(2) * dimensions.get(3);
        long[] sizes = {dimensions.get(1), dimensions.get(0), dimensions.get(2), dimensions.get(3)};
        return new memory.desc(
                sizes, Element.FLOAT32.type(), new long[] {area, dimensions.get(1) * area, dimensions.get(3), 1});
    }

    /** The same sizes in whatever layout a primitive likes best. */
    public static memory.desc any(memory.desc like, Element element) {
        long[] sizes = new long[like.get_ndims()];
        like.get_dims().get(sizes);
        return new memory.desc(sizes, element.type(), format_tag.any);
    }

    /** What a primitive is told for the two axes of an image, the rows' first. */
    public static long[] axes(Extent extent) {
        return new long[] {extent.height(), extent.width()};
    }

    private static long[] sizes(List<Integer> dimensions) {
        return dimensions.stream().mapToLong(Integer::longValue).toArray();
    }
}
