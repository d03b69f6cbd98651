// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn.normalization;

import org.septum.api.graph.Op;
import org.septum.backend.common.kernels.Floats;
import org.septum.backend.onednn.compile.Compilation;
import org.septum.backend.onednn.memory.Place;
import org.septum.backend.onednn.rewrite.Node;
import org.septum.backend.onednn.rewrite.Operand;

/**
 * The few numbers of each sample and channel in the gradient of group normalization, as arrays [batch, channels]: what the
 * primitives need, and what follows from the sums that they make.
 */
public final class GroupCoefficients {

    /** The mean of the channel's group. */
    public static final int MEAN = 0;

    /** The variance of the channel's group. */
    public static final int VARIANCE = 1;

    /** The sum of dy times the normalized x. */
    public static final int DSCALE = 2;

    /** The sum of dy. */
    public static final int DSHIFT = 3;

    /** By way of the statistics, dx has FACTOR x + OFFSET. */
    public static final int FACTOR = 4;

    public static final int OFFSET = 5;

    private static final int KINDS = 6;

    private final Op.GroupNorm op;
    private final int samples;
    private final int channels;
    private final int together;
    private final double count;
    private final Place numbers;
    private final Place[] places;

    public GroupCoefficients(Op.GroupNorm op, Node node, Compilation compilation) {
        Operand x = node.in(1);
        this.op = op;
        this.samples = x.dimension(0);
        this.channels = x.channels();
        this.together = channels / op.groups();
        this.count = (double) together * x.dimension(2) * x.dimension(3);
        this.numbers = compilation.scratch((long) KINDS * samples * channels * Float.BYTES);
        this.places = new Place[] {
            compilation.place(node.in(2)),
            compilation.place(node.in(3)),
            compilation.place(node.in(4)),
            compilation.place(node.out(1)),
            compilation.place(node.out(2))
        };
    }

    /** Where the numbers of one kind lie, a sample's one after another. */
    public Place place(int kind, int sample) {
        long index = ((long) kind * samples + sample) * channels;
        return numbers.after(index * Float.BYTES);
    }

    /** Gives each channel the statistics of its group. */
    public void spread() {
        Floats groupMeans = places[1].floats((long) samples * op.groups());
        Floats groupInverses = places[2].floats((long) samples * op.groups());
        Floats means = floats(MEAN);
        Floats variances = floats(VARIANCE);
        for (int i = 0; i < samples * channels; i++) {
            double inverse = groupInverses.get(i / together);
            means.put(i, groupMeans.get(i / together));
            variances.put(i, (float) (1 / (inverse * inverse) - op.epsilon()));
        }
    }

    /** dscale and dshift, factors and offsets. */
    public void compute() {
        Floats ofScale = floats(DSCALE);
        Floats ofShift = floats(DSHIFT);
        Floats dscale = places[3].floats(channels);
        Floats dshift = places[4].floats(channels);
        for (int c = 0; c < channels; c++) {
            double scaleSum = 0;
            double shiftSum = 0;
            for (int i = c; i < samples * channels; i += channels) {
                scaleSum += ofScale.get(i);
                shiftSum += ofShift.get(i);
            }
            dscale.put(c, (float) scaleSum);
            dshift.put(c, (float) shiftSum);
        }
        Floats scale = places[0].floats(channels);
        for (int first = 0; first < samples * channels; first += together) {
            group(first, scale, ofScale, ofShift);
        }
    }

    private void group(int first, Floats scale, Floats ofScale, Floats ofShift) {
        double products = 0;
        double sum = 0;
        for (int i = first; i < first + together; i++) {
            products += (double) scale.get(i % channels) * ofScale.get(i);
            sum += (double) scale.get(i % channels) * ofShift.get(i);
        }
        Floats factors = floats(FACTOR);
        Floats offsets = floats(OFFSET);
        double mean = floats(MEAN).get(first);
        double inverse = 1 / Math.sqrt(floats(VARIANCE).get(first) + op.epsilon());
        double factor = -inverse * inverse * products / count;
        for (int i = first; i < first + together; i++) {
            factors.put(i, (float) factor);
            offsets.put(i, (float) (-factor * mean - inverse * sum / count));
        }
    }

    private Floats floats(int kind) {
        return place(kind, 0).floats((long) samples * channels);
    }
}
