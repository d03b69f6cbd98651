// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn;

import java.util.List;
import java.util.Optional;

/**
 * A channels-last array seen as one of fewer pixels with more channels: neighbouring pixels together fill whole vector
 * registers. oneDNN's fast code for batch normalization takes channels by the register; for any other number it has a plain
 * loop that is some fifty times slower.
 *
 * @param together how many neighbouring pixels make a pack
 * @param channels the channels of a pixel
 * @param packs the number of packs
 */
record PixelPacks(int together, int channels, int packs) {

    /** Floats in a register of AVX-512. */
    private static final int REGISTER = 16;

    /** The packs of an array whose channels do not fill registers, if its pixels can be divided into them. */
    static Optional<PixelPacks> of(Operand x) {
        int together = REGISTER / greatestCommonDivisor(x.channels(), REGISTER);
        return together > 1 && x.pixels() % together == 0
                ? Optional.of(new PixelPacks(together, x.channels(), x.pixels() / together))
                : Optional.empty();
    }

    /** Channels of a pack: those of its first pixel, then those of the next. */
    int width() {
        return together * channels;
    }

    /** The array's dimensions when it is seen as packs. */
    List<Integer> dimensions() {
        return List.of(1, width(), packs, 1);
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }
}
