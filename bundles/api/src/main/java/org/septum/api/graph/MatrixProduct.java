// SPDX-License-Identifier: Apache-2.0
package org.septum.api.graph;

import java.util.List;

/**
 * A product of matrices of data, for each image and each head: a run of channels. It is what attention is made of: A. Vaswani et
 * al., "Attention Is All You Need", NeurIPS 2017. <em>Weights</em> stand between two images of pixels, the queries and the keys:
 * [batch, keys, heads, queries], pixels counted row by row. The gradients of both operations are these two again.
 */
public sealed interface MatrixProduct extends Op {

    /** One of the two images of pixels. */
    enum Side {
        KEYS,
        QUERIES
    }

    /**
     * How many products are added up.
     *
     * @param inputs the inputs' dimensions
     * @param outputs the outputs' dimensions
     */
    double products(List<List<Integer>> inputs, List<List<Integer>> outputs);

    /** Between each query and each key there is a product for every channel. */
    private static double between(List<Integer> weights, List<Integer> pixels) {
        return (double) weights.get(0) * weights.get(1) * weights.get(3) * pixels.get(1);
    }

    /**
     * queries [batch, channels, height, width], keys [batch, channels, height', width'] -> weights [batch, height' width', heads,
     * height width]: the dot product of the channels of every query with those of every key, head by head.
     *
     * @param heads into how many runs the channels are divided
     */
    record PixelProducts(int heads) implements MatrixProduct {
        @Override
        public double products(List<List<Integer>> inputs, List<List<Integer>> outputs) {
            return between(outputs.get(0), inputs.get(0));
        }
    }

    /**
     * weights, x [batch, channels, height, width] -> y [batch, channels, height', width']: sums of the channels of x's pixels, those
     * of each head times the head's weights.
     *
     * @param over whose pixels x has: KEYS for a sum for each query, as of attention's values; QUERIES for one for each key
     */
    record PixelSums(Side over) implements MatrixProduct {
        @Override
        public double products(List<List<Integer>> inputs, List<List<Integer>> outputs) {
            return between(inputs.get(0), inputs.get(1));
        }
    }
}
