// SPDX-License-Identifier: Apache-2.0
package org.septum.planning.rules;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What is planned of a network beside its levels.
 *
 * @param base the channels at full resolution, doubled from level to level
 * @param most the most channels
 * @param residual whether the encoder has residual blocks, more of them the deeper, and the decoder a single convolution
 */
public record Architecture(int base, int most, boolean residual) {

    /** nnU-Net's U-Net. */
    public static final Architecture PLAIN = new Architecture(32, 512, false);

    /** nnU-Net's residual encoders. */
    public static final Architecture RESIDUAL = new Architecture(32, 512, true);

    private static final List<Integer> BLOCKS = List.of(1, 3, 4);
    private static final int DEEP_BLOCKS = 6;
    private static final int TAPS = 9;

    /** The channels of each level. */
    public List<Integer> features(int stages) {
        return IntStream.range(0, stages)
                .mapToObj(level -> (int) Math.min(most, (long) base << level))
                .toList();
    }

    /** The residual blocks of each level. */
    public List<Integer> blocks(int stages) {
        return IntStream.range(0, stages)
                .mapToObj(level -> level < BLOCKS.size() ? BLOCKS.get(level) : DEEP_BLOCKS)
                .toList();
    }

    /**
     * What nnU-Net takes for the memory of a sample: how many numbers all convolutions put out, the classes' included. Of
     * residual encoders it counts the stem, two convolutions in each block, and the one beside a block that changes size or
     * channels.
     */
    public long estimate(Topology topology, int classes) {
        List<Integer> features = features(topology.stages());
        List<Integer> blocks = blocks(topology.stages());
        long sum = classes * topology.patch().area();
        for (int level = 0; level < topology.stages(); level++) {
            long map = features.get(level) * topology.at(level).area();
            int encoder = residual ? 2 * blocks.get(level) + 1 : 2;
            boolean lowest = level == topology.stages() - 1;
            int decoder = lowest ? 0 : residual ? 2 : 3;
            sum += map * (encoder + decoder);
        }
        return sum;
    }

    /** The same with fewer channels: the most are as many times the base. */
    public Architecture narrower(int fewer) {
        return new Architecture(fewer, most * fewer / base, residual);
    }

    /**
     * How many multiplications the 3 x 3 convolutions of a sample take, and those beside blocks and between levels; for comparing
     * networks.
     */
    public double multiplications(Topology topology) {
        List<Integer> features = features(topology.stages());
        List<Integer> blocks = blocks(topology.stages());
        double sum = 0;
        for (int level = 0; level < topology.stages(); level++) {
            double area = topology.at(level).area();
            double own = features.get(level);
            double above = level == 0 ? 1 : features.get(level - 1);
            boolean lowest = level == topology.stages() - 1;
            double convolutions = residual ? 2 * blocks.get(level) - 1 : 1;
            sum += area * TAPS * own * (above + convolutions * own);
            // The decoder's first convolution sees what was skipped and what comes from below.
            sum += lowest ? 0 : area * TAPS * own * (2 * own + (residual ? 0 : own));
            sum += lowest ? 0 : area * own * features.get(level + 1);
        }
        return sum;
    }
}
