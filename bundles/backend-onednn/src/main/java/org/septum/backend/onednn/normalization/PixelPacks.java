// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn.normalization;

import java.util.List;
import org.septum.backend.onednn.library.Element;
import org.septum.backend.onednn.rewrite.Operand;

/**
 * A channels-last array seen as one of fewer pixels with more channels: neighbouring pixels together fill whole vector
 * registers. oneDNN's fast code for batch normalization takes channels by the register; for any other number it has a plain
 * loop that is some fifty times slower.
 *
 * <p>If such an array is little, it is seen as a single image with a register for each thread. Then threads divide the channels
 * among themselves. Otherwise they divide the pixels and wait for each other within the primitive, spinning, which takes a
 * hundred times as long as the work itself on a machine that has other work, too. Dividing channels makes every thread fetch
 * most of the memory, though: what does not fit the caches is divided by pixels.
 *
 * @param together how many neighbouring pixels make a pack
 * @param channels the channels of a pixel
 * @param images the number of images
 * @param packs the number of packs in an image
 */
public record PixelPacks(int together, int channels, int images, int packs) {

    /** Floats in a register of AVX-512. */
    private static final int REGISTER = 16;

    /** Bytes of an array that two threads can have in their second-level caches. */
    private static final long LITTLE = 2 << 20;

    /** The packs of an array; single pixels if they cannot be divided into packs that fill registers. */
    public static PixelPacks of(Operand x, Element element, int threads) {
        int channels = x.channels();
        int pixels = x.pixels();
        int whole = REGISTER / greatestCommonDivisor(channels, REGISTER);
        // Where channels fill registers by themselves, the primitive's own statistics and gradient save two passes.
        if (whole > 1 && x.elements() * element.bytes() <= LITTLE) {
            int forEachThread = whole;
            while (forEachThread * channels < REGISTER * threads) {
                forEachThread += whole;
            }
            if (pixels % forEachThread == 0) {
                return new PixelPacks(forEachThread, channels, 1, pixels / forEachThread);
            }
        }
        int together = pixels % whole == 0 ? whole : 1;
        int images = pixels / x.dimension(0) % together == 0 ? x.dimension(0) : 1;
        return new PixelPacks(together, channels, images, pixels / images / together);
    }

    /** Whether a pack is more than a pixel. */
    public boolean areReal() {
        return together > 1;
    }

    /** Channels of a pack: those of its first pixel, then those of the next. */
    public int width() {
        return together * channels;
    }

    /** The pixels of all images. */
    public int pixels() {
        return images * packs * together;
    }

    /** The array's dimensions when it is seen as packs. */
    public List<Integer> dimensions() {
        return List.of(images, width(), packs, 1);
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }
}
