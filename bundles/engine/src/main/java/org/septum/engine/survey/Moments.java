// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.survey;

/**
 * Number, mean and spread of values, which can be added (T. F. Chan, G. H. Golub and R. J. LeVeque, "Algorithms for
 * Computing the Sample Variance", The American Statistician 37(3), 1983).
 *
 * @param squares the sum of the squared distances from the mean
 */
record Moments(long count, double mean, double squares, double least, double greatest) {

    static final Moments NONE = new Moments(0, 0, 0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

    /** Those of an image. */
    static Moments of(float[] values) {
        double sum = 0;
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (float value : values) {
            sum += value;
            least = Math.min(least, value);
            greatest = Math.max(greatest, value);
        }
        double mean = sum / values.length;
        double squares = 0;
        for (float value : values) {
            squares += (value - mean) * (value - mean);
        }
        return new Moments(values.length, mean, squares, least, greatest);
    }

    Moments plus(Moments other) {
        long all = count + other.count;
        if (all == 0) {
            return this;
        }
        double distance = other.mean - mean;
        double share = (double) other.count / all;
        return new Moments(
                all,
                mean + distance * share,
                squares + other.squares + distance * distance * count * share,
                Math.min(least, other.least),
                Math.max(greatest, other.greatest));
    }

    double deviation() {
        return Math.sqrt(squares / count);
    }
}
