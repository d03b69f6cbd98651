// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.folder;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.septum.api.UserError;
import org.septum.api.data.LabelMap;

/** Which grey levels of a mask mean which label. Levels are the numbers stored in the file, palette indices included. */
final class Levels {

    private static final int SHOWN = 20;

    private final Map<String, List<Integer>> levelsOfLabel = new LinkedHashMap<>();
    private final Map<Integer, Integer> labelOfLevel = new HashMap<>();

    /**
     * @param declared label names with their levels, each a list of whole numbers; the first label is the background
     * @throws IllegalArgumentException if there are fewer than two labels or a level has two labels
     */
    Levels(Map<String, ?> declared) {
        for (Map.Entry<String, ?> entry : declared.entrySet()) {
            List<Integer> levels = new ArrayList<>();
            for (Object level : (List<?>) entry.getValue()) {
                int number = Math.toIntExact((Long) level);
                if (labelOfLevel.putIfAbsent(number, levelsOfLabel.size()) != null) {
                    throw new IllegalArgumentException("level " + number + " is declared twice");
                }
                levels.add(number);
            }
            levelsOfLabel.put(entry.getKey(), levels);
        }
        if (levelsOfLabel.size() < 2) {
            throw new IllegalArgumentException("found " + levelsOfLabel.size()
                    + " label(s), allowed are at least two: the background and a structure");
        }
    }

    List<String> labels() {
        return List.copyOf(levelsOfLabel.keySet());
    }

    /**
     * Turns levels into labels.
     *
     * @param name the mask's path, for messages
     * @throws UserError if the mask is not grey or has a level that is not declared
     */
    LabelMap read(BufferedImage mask, String name) {
        Raster raster = mask.getRaster();
        int type = raster.getSampleModel().getDataType();
        if (type != DataBuffer.TYPE_BYTE && type != DataBuffer.TYPE_USHORT) {
            throw new UserError(
                    "mask '" + name + "' does not hold whole numbers of 8 or 16 bits; convert it to a grey PNG");
        }
        int[] values = grey(raster, mask.getColorModel(), name);
        int[] labels = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            Integer label = labelOfLevel.get(values[i]);
            if (label == null) {
                throw undeclared(values, name);
            }
            labels[i] = label;
        }
        return new LabelMap(raster.getHeight(), raster.getWidth(), labels);
    }

    /** The grey level of each pixel; colours are accepted if they are grey, and transparency is not looked at. */
    private static int[] grey(Raster raster, ColorModel model, String name) {
        int width = raster.getWidth();
        int height = raster.getHeight();
        int[] values = raster.getSamples(0, 0, width, height, 0, (int[]) null);
        int colours = raster.getNumBands() - (model.hasAlpha() && raster.getNumBands() > 1 ? 1 : 0);
        for (int band = 1; band < colours; band++) {
            int[] other = raster.getSamples(0, 0, width, height, band, (int[]) null);
            for (int i = 0; i < values.length; i++) {
                if (values[i] != other[i]) {
                    throw new UserError("mask '" + name + "' is coloured (row " + i / width + ", column " + i % width
                            + "); a mask must be grey or have a palette: one level for each label");
                }
            }
        }
        return values;
    }

    private UserError undeclared(int[] values, String name) {
        Map<Integer, Integer> histogram = new TreeMap<>();
        for (int value : values) {
            histogram.merge(value, 1, Integer::sum);
        }
        List<Integer> unknown = histogram.keySet().stream()
                .filter(level -> !labelOfLevel.containsKey(level))
                .toList();
        return new UserError("mask '" + name + "' has "
                + (unknown.size() == 1 ? "level " : unknown.size() + " levels, the first ") + unknown.get(0)
                + ", that 'levels' does not declare.\n  found: " + text(histogram) + "\n  declared: " + declared());
    }

    private static String text(Map<Integer, Integer> histogram) {
        String text = histogram.entrySet().stream()
                .limit(SHOWN)
                .map(entry ->
                        entry.getKey() + " (" + entry.getValue() + (entry.getValue() == 1 ? " pixel)" : " pixels)"))
                .collect(Collectors.joining(", "));
        int more = histogram.size() - SHOWN;
        return more > 0 ? text + " and " + more + " more levels" : text;
    }

    private String declared() {
        return levelsOfLabel.entrySet().stream()
                .map(entry -> entry.getKey() + " "
                        + entry.getValue().stream().map(String::valueOf).collect(Collectors.joining("/")))
                .collect(Collectors.joining(", "));
    }
}
