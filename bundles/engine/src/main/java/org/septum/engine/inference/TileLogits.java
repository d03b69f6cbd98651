// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.inference;

/** The logits of tiles, one after another. */
interface TileLogits {

    /** Is shown one head's logits of a tile. */
    @FunctionalInterface
    interface Reader {

        /**
         * @param logits holds [channel, height, width] of the tile
         * @param from where they begin in it
         * @param length how many there are
         */
        void read(String head, float[] logits, int from, int length);
    }

    /** Shows all heads' logits of the next tile. */
    void next(Reader reader);
}
