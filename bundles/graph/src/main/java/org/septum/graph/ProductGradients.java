// SPDX-License-Identifier: Apache-2.0
package org.septum.graph;

import java.util.List;
import org.septum.api.graph.MatrixProduct.PixelProducts;
import org.septum.api.graph.MatrixProduct.PixelSums;
import org.septum.api.graph.MatrixProduct.Side;

/** The gradients of matrix products, which are matrix products. */
final class ProductGradients {

    private ProductGradients() {}

    static void products(PixelProducts op, Call call, Symbol dy, Differentiation to) {
        Symbol queries = call.input(0);
        Symbol keys = call.input(1);
        summed(Side.KEYS, dy, keys, queries, to);
        summed(Side.QUERIES, dy, queries, keys, to);
    }

    static void sums(PixelSums op, Call call, Symbol dy, Differentiation to) {
        Symbol weights = call.input(0);
        Symbol x = call.input(1);
        boolean ofKeys = op.over() == Side.KEYS;
        if (weights.needsGradient()) {
            List<Symbol> pixels = ofKeys ? List.of(dy, x) : List.of(x, dy);
            to.add(weights, to.emit(new PixelProducts(weights.shape().height()), pixels, weights.dimensions()));
        }
        summed(ofKeys ? Side.QUERIES : Side.KEYS, weights, dy, x, to);
    }

    private static void summed(Side over, Symbol weights, Symbol pixels, Symbol of, Differentiation to) {
        if (of.needsGradient()) {
            to.add(of, to.emit(new PixelSums(over), List.of(weights, pixels), of.dimensions()));
        }
    }
}
