// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.convention;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.septum.api.data.Recognition.Size;

/** Counts the sizes of images. */
public final class Sizes {

    private final Map<Size, Integer> counts = new HashMap<>();

    /** Adds an image, or the slices of a volume. */
    public void add(Size size) {
        counts.merge(size, size.images(), Integer::sum);
    }

    /** The most frequent first, of equal ones the larger. */
    public List<Size> all() {
        return counts.entrySet().stream()
                .map(entry -> new Size(
                        entry.getKey().height(),
                        entry.getKey().width(),
                        entry.getKey().spacing(),
                        entry.getValue()))
                .sorted(Comparator.comparingInt((Size size) -> -size.images())
                        .thenComparingLong(size -> -(long) size.height() * size.width())
                        .thenComparing(Size::toString))
                .toList();
    }
}
