// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn.kernels;

import java.util.List;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.septum.api.graph.MatrixProduct;
import org.septum.backend.onednn.compile.Argument;
import org.septum.backend.onednn.compile.Compilation;
import org.septum.backend.onednn.library.Element;
import org.septum.backend.onednn.library.Engine;
import org.septum.backend.onednn.memory.Place;
import org.septum.backend.onednn.rewrite.Node;
import org.septum.backend.onednn.rewrite.Operand;

/**
 * The matrix products of attention, batched by image and head: pixels by the channels of a head, and queries by keys, as they lie
 * in memory.
 */
public final class PixelMatrices {

    private PixelMatrices() {}

    /** Queries, keys -> the dot products of their channels. */
    public static void products(Node node, Compilation compilation) {
        Operand products = node.out(0);
        Element computing = compilation.computing();
        multiply(
                pixels(node.in(0), products.dimension(2), computing),
                compilation.as(computing, node.in(0)),
                transposed(pixels(node.in(1), products.dimension(2), computing)),
                compilation.as(computing, node.in(1)),
                weights(products, products.array().element()),
                compilation.place(products),
                compilation);
    }

    /** Weights, the pixels of one side -> the pixels of the other. */
    public static void sums(MatrixProduct.PixelSums op, Node node, Compilation compilation) {
        Operand weights = node.in(0);
        Operand result = node.out(0);
        int heads = weights.dimension(2);
        Element computing = compilation.computing();
        Matrix byQuery = weights(weights, computing);
        multiply(
                op.over() == MatrixProduct.Side.KEYS ? byQuery : transposed(byQuery),
                compilation.as(computing, weights),
                pixels(node.in(1), heads, computing),
                compilation.as(computing, node.in(1)),
                pixels(result, heads, result.array().element()),
                compilation.place(result),
                compilation);
    }

    private static void multiply(
            Matrix left, Place leftPlace, Matrix right, Place rightPlace, Matrix to, Place toPlace, Compilation c) {
        matmul.primitive_desc description = new matmul.primitive_desc(
                c.engine().engine(), left.layout(), right.layout(), to.layout(), Engine.attributes(), false);
        c.add(
                description,
                new matmul(description),
                new Argument(dnnl.DNNL_ARG_SRC, left.layout(), leftPlace),
                new Argument(dnnl.DNNL_ARG_WEIGHTS, right.layout(), rightPlace),
                new Argument(dnnl.DNNL_ARG_DST, to.layout(), toPlace));
    }

    /** Matrices for each image and head: how many there are, and how far elements lie apart. */
    private record Matrix(long[] sizes, long[] strides, Element element) {
        memory.desc layout() {
            return new memory.desc(sizes, element.type(), strides);
        }
    }

    /** An activation as pixels by the channels of one head. */
    private static Matrix pixels(Operand operand, int heads, Element element) {
        List<Integer> dimensions = operand.dimensions();
        long pixels = (long) dimensions.get(2) * dimensions.get(3);
        long channels = dimensions.get(1);
        return new Matrix(
                new long[] {dimensions.get(0), heads, pixels, channels / heads},
                new long[] {pixels * channels, channels / heads, channels, 1},
                element);
    }

    /** Weights [batch, keys, heads, queries] as queries by keys. */
    private static Matrix weights(Operand operand, Element element) {
        long keys = operand.dimension(1);
        long heads = operand.dimension(2);
        long queries = operand.dimension(3);
        return new Matrix(
                new long[] {operand.dimension(0), heads, queries, keys},
                new long[] {heads * queries * keys, queries * keys, keys, 1},
                element);
    }

    private static Matrix transposed(Matrix matrix) {
        long[] sizes = matrix.sizes();
        long[] strides = matrix.strides();
        return new Matrix(
                new long[] {sizes[0], sizes[1], sizes[3], sizes[2]},
                new long[] {strides[0], strides[1], strides[3], strides[2]},
                matrix.element());
    }
}
