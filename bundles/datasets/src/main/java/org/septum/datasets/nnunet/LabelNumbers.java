// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.nnunet;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.septum.api.UserError;

/**
 * The numbers that label files store, as dataset.json declares them.
 *
 * @param levels for each label its number, the background first, then by number; a number that only regions have is a label
 *     called {@code label-} and the number
 * @param ignored the label of pixels that nobody has judged, if there is one
 * @param regions for each region its labels; empty where labels do not overlap
 */
record LabelNumbers(Map<String, List<Long>> levels, Set<String> ignored, Map<String, List<String>> regions) {

    private static final String IGNORE = "ignore";
    private static final String ORDER = "regions_class_order";

    /** Label files of pictures have 16 bits, volumes of whole numbers few more labels. */
    private static final int MOST = 65535;

    /**
     * Reads {@code labels} and {@code regions_class_order}.
     *
     * @throws UserError if they are otherwise than nnU-Net has them
     */
    static LabelNumbers of(JsonNode root, Path file) {
        Map<String, List<Integer>> numbers = numbers(root.path("labels"), file);
        String background = numbers.entrySet().stream()
                .filter(entry -> entry.getValue().equals(List.of(0)))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> wrong(root.path("labels"), file, "no label has the number 0, the background's"));
        List<Integer> ignore = numbers.getOrDefault(IGNORE, List.of());
        if (ignore.size() > 1) {
            throw wrong(root.path("labels"), file, "'ignore' has several numbers");
        }
        Map<String, List<Integer>> structures = new LinkedHashMap<>(numbers);
        structures.keySet().removeAll(List.of(background, IGNORE));
        boolean overlapping = structures.values().stream().anyMatch(list -> list.size() > 1);
        Map<Integer, String> names = new TreeMap<>();
        structures.forEach((name, list) -> {
            String other = list.size() == 1 ? names.putIfAbsent(list.get(0), name) : null;
            if (other != null) {
                throw wrong(root.path("labels"), file, "'" + other + "' and '" + name + "' have the same number");
            }
        });
        structures.values().forEach(list -> list.forEach(number -> names.putIfAbsent(number, "label-" + number)));
        if (names.containsKey(0) || !ignore.isEmpty() && names.containsKey(ignore.get(0))) {
            throw wrong(root.path("labels"), file, "a structure has the number of the background, or of 'ignore'");
        }
        Map<String, List<Long>> levels = new LinkedHashMap<>();
        levels.put(background, List.of(0L));
        names.forEach((number, name) -> levels.put(name, List.of((long) number)));
        if (levels.size() < 2 || levels.size() != names.size() + 1) {
            throw wrong(
                    root.path("labels"),
                    file,
                    names.isEmpty() ? "there is no structure beside the background" : "two labels have one name");
        }
        ignore.forEach(number -> levels.put(IGNORE, List.of((long) number)));
        Map<String, List<String>> regions = new LinkedHashMap<>();
        if (overlapping) {
            structures.forEach((name, list) ->
                    regions.put(name, list.stream().map(names::get).toList()));
            requireOrder(root.path(ORDER), regions.size(), file);
        }
        return new LabelNumbers(levels, ignore.isEmpty() ? Set.of() : Set.of(IGNORE), regions);
    }

    private static Map<String, List<Integer>> numbers(JsonNode labels, Path file) {
        if (!labels.isObject() || labels.isEmpty()) {
            throw wrong(labels, file, labels.isMissingNode() ? "it is missing" : "it is no object with names");
        }
        boolean first = labels.properties().stream()
                .allMatch(entry ->
                        entry.getKey().matches("[0-9]{1,5}") && entry.getValue().isTextual());
        Map<String, List<Integer>> numbers = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : labels.properties()) {
            // The first version has the number before the name.
            String name = first ? entry.getValue().asText() : entry.getKey();
            List<Integer> found = first ? List.of(Integer.parseInt(entry.getKey())) : list(entry, labels, file);
            if (numbers.putIfAbsent(name, found) != null) {
                throw wrong(labels, file, "'" + name + "' stands twice");
            }
        }
        return numbers;
    }

    private static List<Integer> list(Map.Entry<String, JsonNode> entry, JsonNode labels, Path file) {
        List<JsonNode> nodes = new ArrayList<>();
        if (entry.getValue().isArray()) {
            entry.getValue().forEach(nodes::add);
        } else {
            nodes.add(entry.getValue());
        }
        Set<Integer> numbers = new TreeSet<>();
        for (JsonNode node : nodes) {
            boolean whole = node.isIntegralNumber() && node.canConvertToInt();
            if (!whole || node.asInt() < 0 || node.asInt() > MOST || !numbers.add(node.asInt())) {
                throw wrong(
                        labels,
                        file,
                        "'" + entry.getKey() + "' is " + entry.getValue() + ", and a label is a number from 0 to "
                                + MOST + ", or a list of them for a region, each once");
            }
        }
        if (numbers.isEmpty()) {
            throw wrong(labels, file, "'" + entry.getKey() + "' is an empty list");
        }
        return List.copyOf(numbers);
    }

    private static void requireOrder(JsonNode order, int regions, Path file) {
        if (!order.isArray() || order.size() != regions) {
            throw new UserError(file + ": " + ORDER + ": found "
                    + (order.isMissingNode() ? "none" : order.toString()) + ", but 'labels' has regions, "
                    + regions + " of them; expected is a list with as many numbers, the one that a label file has where"
                    + " each region is the innermost");
        }
    }

    private static UserError wrong(JsonNode labels, Path file, String what) {
        String found = labels.toString();
        return new UserError(file + ": labels: " + what + "; expected is an object such as {\"background\": 0,"
                + " \"tumour\": 1, \"ignore\": 2}, with lists of numbers for regions"
                + (labels.isMissingNode()
                        ? ""
                        : ", and found is " + (found.length() > 300 ? found.substring(0, 300) + "..." : found)));
    }
}
