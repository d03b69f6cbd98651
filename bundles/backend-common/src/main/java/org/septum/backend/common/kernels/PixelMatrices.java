// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.common.kernels;

import java.util.Arrays;

/**
 * The matrix products of attention in Java, a part for each image and head; see {@link org.septum.api.graph.MatrixProduct.PixelProducts}. Each
 * element is summed in the order of the pixels or channels, in the vectors of the innermost loop.
 */
public final class PixelMatrices {

    /** Of the queries and the keys that weights stand between, and the channels of one head. */
    private record Heads(int heads, int channels, int queries, int keys) {

        static Heads between(Sizes weights, Sizes pixels) {
            int heads = weights.height();
            return new Heads(heads, pixels.channels() / heads, weights.width(), weights.channels());
        }

        /** The place of the first weight of an image's head. */
        int weights(int part) {
            return part * queries * keys;
        }

        /** Copies the channels of one head, pixel by pixel. */
        void get(Floats from, int part, int pixels, float[] into) {
            for (int pixel = 0; pixel < pixels; pixel++) {
                from.get(place(part, pixels, pixel), into, pixel * channels, channels);
            }
        }

        void put(Floats to, int part, int pixels, int pixel, float[] from, int at) {
            to.put(place(part, pixels, pixel), from, at, channels);
        }

        private int place(int part, int pixels, int pixel) {
            return (part / heads * pixels + pixel) * heads * channels + part % heads * channels;
        }

        /** How much there is to do in a part. */
        int work() {
            return (int) Math.min(Integer.MAX_VALUE, (long) queries * keys * channels);
        }
    }

    private PixelMatrices() {}

    /** Queries, keys -> their dot products. */
    public static HostKernel products(int heads, Sizes queries, Sizes keys, Lanes lanes) {
        int each = queries.channels() / heads;
        Heads of = new Heads(heads, each, queries.height() * queries.width(), keys.height() * keys.width());
        return (step, in, out) -> lanes.run(queries.batch() * heads, of.work(), (part, workspace) -> {
            float[] query = workspace.array(0, of.queries * each);
            float[] key = workspace.array(1, of.keys * each);
            of.get(in[0], part, of.queries, query);
            of.get(in[1], part, of.keys, key);
            float[] byChannel = workspace.array(2, of.keys * each);
            for (int i = 0; i < of.keys * each; i++) {
                byChannel[i % each * of.keys + i / each] = key[i];
            }
            float[] row = workspace.array(3, of.keys);
            for (int q = 0; q < of.queries; q++) {
                Arrays.fill(row, 0, of.keys, 0);
                for (int c = 0; c < each; c++) {
                    addTimes(query[q * each + c], byChannel, c * of.keys, row, 0, of.keys);
                }
                out[0].put(of.weights(part) + q * of.keys, row, of.keys);
            }
        });
    }

    /** Weights, the keys' pixels -> for each query their sum. */
    public static HostKernel sumsOverKeys(Sizes weights, Sizes pixels, Lanes lanes) {
        Heads of = Heads.between(weights, pixels);
        int each = of.channels;
        return (step, in, out) -> lanes.run(weights.batch() * of.heads, of.work(), (part, workspace) -> {
            float[] values = workspace.array(0, of.keys * each);
            of.get(in[1], part, of.keys, values);
            float[] row = workspace.array(1, of.keys);
            float[] sum = workspace.array(2, each);
            for (int q = 0; q < of.queries; q++) {
                in[0].get(of.weights(part) + q * of.keys, row, of.keys);
                Arrays.fill(sum, 0, each, 0);
                for (int k = 0; k < of.keys; k++) {
                    addTimes(row[k], values, k * each, sum, 0, each);
                }
                of.put(out[0], part, of.queries, q, sum, 0);
            }
        });
    }

    /** Weights, the queries' pixels -> for each key their sum. */
    public static HostKernel sumsOverQueries(Sizes weights, Sizes pixels, Lanes lanes) {
        Heads of = Heads.between(weights, pixels);
        int each = of.channels;
        return (step, in, out) -> lanes.run(weights.batch() * of.heads, of.work(), (part, workspace) -> {
            float[] values = workspace.array(0, of.queries * each);
            of.get(in[1], part, of.queries, values);
            float[] row = workspace.array(1, of.keys);
            float[] sums = workspace.array(2, of.keys * each);
            Arrays.fill(sums, 0, of.keys * each, 0);
            for (int q = 0; q < of.queries; q++) {
                in[0].get(of.weights(part) + q * of.keys, row, of.keys);
                for (int k = 0; k < of.keys; k++) {
                    addTimes(row[k], values, q * each, sums, k * each, each);
                }
            }
            for (int k = 0; k < of.keys; k++) {
                of.put(out[0], part, of.keys, k, sums, k * each);
            }
        });
    }

    private static void addTimes(float factor, float[] from, int at, float[] to, int first, int length) {
        for (int i = 0; i < length; i++) {
            to[first + i] += factor * from[at + i];
        }
    }
}
