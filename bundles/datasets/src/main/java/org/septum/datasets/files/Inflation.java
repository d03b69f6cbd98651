// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.files;

import org.septum.api.UserError;

/**
 * Bounds what a compressed file becomes: pictures and volumes shrink to a half or, if almost all of them is one value, to a
 * two-hundredth. What grows far more was made to fill the memory.
 */
public final class Inflation {

    /** Up to this many bytes any ratio is allowed. */
    public static final long FREE = 32L << 20;

    /** Beyond, a file may become this many times as large. */
    public static final int MOST = 500;

    private Inflation() {}

    /**
     * @param what the file as messages name it
     * @param size its width, height and so on, for the message
     * @param bytes how many it becomes
     * @param stored how many it has
     * @throws UserError if that is out of proportion
     */
    public static void check(String what, String size, long bytes, long stored) {
        if (bytes > FREE && bytes / MOST > stored) {
            throw new UserError(
                    what + " has " + stored + " bytes and says it holds " + size + ", " + bytes
                            + " bytes; allowed are " + FREE + " bytes, or " + MOST
                            + " times the file's. It is damaged or made to fill the memory; if you trust it, store it uncompressed");
        }
    }
}
