// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.picture;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.septum.api.metric.ScoreNames;

/**
 * Colours of classes. The same hues serve charts (style classes {@code c0} to {@code c7}, with their own shades for light
 * and dark pages) and pictures (bright shades that stand out on grey). Neighbours stay apart for colour-blind readers.
 */
public final class Palette {

    /** In pictures of differences: structure that the prediction lacks. */
    public static final int MISSED = 0xFF4FA3;

    /** In pictures of differences: prediction where there is no structure. */
    public static final int SPURIOUS = 0xFFE14D;

    /** In pictures of differences: one structure taken for another. */
    public static final int CONFUSED = 0x4DE1FF;

    private static final int[] ON_IMAGES = {
        0x3FA9FF, 0xFF8A3D, 0x33D69F, 0xC58BFF, 0xFFC83D, 0xFF7F9C, 0x7FE0E8, 0xC9A36B
    };

    private Palette() {}

    /** The style class of each line of a chart or row of a table: a colour, or one for the background and for the whole. */
    public static Map<String, String> styles(Collection<String> classNames) {
        Map<String, String> styles = new LinkedHashMap<>();
        int colours = 0;
        for (String name : classNames) {
            boolean overall = ScoreNames.isOverall(name);
            String style = overall ? "mean" : name.equals("background") ? "soft" : "c" + colours++ % ON_IMAGES.length;
            styles.put(name, style);
        }
        return styles;
    }

    /** The colour of a class in pictures as 0xRRGGBB, counted from the first class after the background. */
    static int onImages(int foreground) {
        return ON_IMAGES[Math.floorMod(foreground, ON_IMAGES.length)];
    }

    static String css(int rgb) {
        return String.format(Locale.ROOT, "#%06x", rgb);
    }
}
