// SPDX-License-Identifier: Apache-2.0
package org.septum.models.network;

import org.septum.api.UserError;
import org.septum.api.graph.Shape;

/** The sizes that can be halved as often as a U-Net is deep. */
final class ImageSize {

    private ImageSize() {}

    /**
     * @throws UserError if height or width cannot be halved that often; the message names the nearest that can
     */
    static void check(Shape image, int depth) {
        int multiple = 1 << depth;
        if (image.height() % multiple != 0 || image.width() % multiple != 0) {
            throw new UserError("a U-Net of depth " + depth + " needs a height and width divisible by " + multiple
                    + ", found " + image.height() + " x " + image.width() + "; nearest are height "
                    + nearest(image.height(), multiple) + " and width " + nearest(image.width(), multiple));
        }
    }

    /** The valid sizes just below and above: "240 or 256". */
    private static String nearest(int size, int multiple) {
        int below = size / multiple * multiple;
        if (below == size) {
            return Integer.toString(size);
        }
        int above = below + multiple;
        return below == 0 ? Integer.toString(above) : below + " or " + above;
    }
}
