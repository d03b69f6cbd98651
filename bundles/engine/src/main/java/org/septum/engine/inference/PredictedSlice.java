// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.inference;

import java.util.Map;

/**
 * What was predicted for one slice, read from top to bottom: an image may be so large that the logits of all its pixels do not
 * fit into memory at once.
 */
public interface PredictedSlice {

    /** In pixels. */
    int height();

    /** In pixels. */
    int width();

    /**
     * The next rows.
     *
     * @param rows how many, no more than are left
     * @return for each head, by its name
     */
    Map<String, ImageLogits> next(int rows);
}
