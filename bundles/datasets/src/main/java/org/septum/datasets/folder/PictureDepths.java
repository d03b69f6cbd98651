// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.folder;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.septum.common.files.FolderFiles;
import org.septum.common.text.Words;

/**
 * How many bits the pictures of a folder have, and how many of them are used: intensities are scaled by the range of the
 * file's type, so that pictures of several depths, or of 12 bits in files of 16, look darker than they are. Filled by several
 * threads, in any order, with pictures that are decoded anyway.
 */
final class PictureDepths {

    private static final int DEEP = 16;

    /** Fewer bits than this in a file of 16 leave more than seven eighths of its range empty. */
    private static final int WELL_USED = 14;

    /** By file, the bits and, of the deep ones, the greatest number. */
    private final Map<String, Depth> depths = new TreeMap<>();

    private record Depth(int bits, int greatest) {}

    /**
     * Adds a picture, once.
     *
     * @param name its path as messages show it
     */
    void add(BufferedImage picture, String name) {
        synchronized (this) {
            if (depths.containsKey(name)) {
                return;
            }
        }
        Depth depth = depth(picture);
        synchronized (this) {
            depths.put(name, depth);
        }
    }

    /** What has fewer bits than 8, or a palette, uses the whole range as 8 bits do. */
    private static Depth depth(BufferedImage picture) {
        Raster raster = picture.getRaster();
        if (picture.getColorModel() instanceof IndexColorModel
                || raster.getSampleModel().getSampleSize(0) < DEEP) {
            return new Depth(Byte.SIZE, 0);
        }
        int bands = raster.getNumBands() - (picture.getColorModel().hasAlpha() ? 1 : 0);
        int greatest = 0;
        int[] row = null;
        for (int band = 0; band < bands; band++) {
            for (int y = 0; y < raster.getHeight(); y++) {
                row = raster.getSamples(0, y, raster.getWidth(), 1, band, row);
                for (int value : row) {
                    greatest = Math.max(greatest, value);
                }
            }
        }
        return new Depth(DEEP, greatest);
    }

    /** What to say of them, each in a sentence; nothing if all have one depth and use it. */
    synchronized List<String> lines() {
        Map<Integer, List<String>> filesOf = new TreeMap<>();
        depths.forEach((file, depth) ->
                filesOf.computeIfAbsent(depth.bits(), bits -> new ArrayList<>()).add(file));
        List<String> lines = new ArrayList<>();
        if (filesOf.size() > 1) {
            List<String> each = new ArrayList<>();
            filesOf.forEach((bits, files) -> each.add(
                    Words.count(files.size(), "image") + " of " + bits + " bits (" + FolderFiles.some(files) + ")"));
            lines.add(String.join(" and ", each)
                    + ", each scaled by the range of its own depth: if one number means the same brightness in all, save"
                    + " them with one depth");
        }
        int greatest = depths.values().stream().mapToInt(Depth::greatest).max().orElse(0);
        int used = Integer.SIZE - Integer.numberOfLeadingZeros(greatest);
        if (used > 0 && used < WELL_USED) {
            List<String> deep = filesOf.get(DEEP);
            lines.add((deep.size() == 1 ? "the image" : "all " + deep.size() + " images") + " of " + DEEP + " bits ("
                    + FolderFiles.some(deep) + ") " + (deep.size() == 1 ? "holds" : "hold") + " numbers of " + used
                    + " bits, at most " + greatest + ": intensities are at most "
                    + String.format(Locale.ROOT, "%.3f", greatest / (double) ((1 << DEEP) - 1))
                    + "; spread them over the whole range, or scale them with data.intensity, for example z-score");
        }
        return lines;
    }
}
