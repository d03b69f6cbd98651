// SPDX-License-Identifier: Apache-2.0
package org.septum.planning.text;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.septum.common.text.YamlText;

/**
 * Writes mappings, lists and values as YAML, with comments above what they explain.
 *
 * @param comments by the paths of keys, joined by dots
 */
record CommentedYaml(Map<String, String> comments) {

    private static final int WIDTH = 120;
    private static final String INDENT = "  ";

    /** @param head lines at the top, as a comment */
    String text(Map<String, Object> tree, List<String> head) {
        StringBuilder text = new StringBuilder();
        head.forEach(line -> comment(line, "", text));
        mapping("", tree, "", text);
        return text.toString();
    }

    private void mapping(String path, Map<?, ?> mapping, String indent, StringBuilder text) {
        Object before = "";
        for (Map.Entry<?, ?> item : mapping.entrySet()) {
            String key = (String) item.getKey();
            Object value = item.getValue();
            String here = path.isEmpty() ? key : path + "." + key;
            if (path.isEmpty() && (value instanceof Map<?, ?> || before instanceof Map<?, ?>)) {
                // The sections of an experiment stand apart.
                text.append('\n');
            }
            before = value;
            if (!comments.getOrDefault(here, "").isEmpty()) {
                comment(comments.get(here), indent, text);
            }
            String line = indent + YamlText.quoted(key) + ":";
            entry(here, value, indent, line, text);
        }
    }

    private void entry(String path, Object value, String indent, String line, StringBuilder text) {
        String flow = line + " " + flow(value);
        boolean commented = comments.keySet().stream().anyMatch(other -> other.startsWith(path + "."));
        boolean fits = flow.length() <= WIDTH && !commented && !(indent.isEmpty() && value instanceof Map<?, ?>);
        if (value instanceof Map<?, ?> nested && !nested.isEmpty() && !fits) {
            text.append(line).append('\n');
            mapping(path, nested, indent + INDENT, text);
        } else if (value instanceof List<?> list
                && list.size() > 1
                && list.stream().anyMatch(Map.class::isInstance)) {
            text.append(line).append('\n');
            list.forEach(item -> text.append(indent + INDENT + "- " + flow(item) + "\n"));
        } else {
            text.append(flow).append('\n');
        }
    }

    /** Words are kept whole, and what begins a line goes on doing so. */
    private static void comment(String sentences, String indent, StringBuilder text) {
        sentences.lines().forEach(sentence -> wrapped(sentence, indent, text));
    }

    private static void wrapped(String sentence, String indent, StringBuilder text) {
        StringBuilder line = new StringBuilder(indent + "#");
        for (String word : sentence.split("\\s+")) {
            if (line.length() + 1 + word.length() > WIDTH) {
                text.append(line).append('\n');
                line = new StringBuilder(indent + "#");
            }
            line.append(' ').append(word);
        }
        text.append(line).append('\n');
    }

    private static String flow(Object value) {
        if (value instanceof ExperimentTree.AsWritten written) {
            return written.yaml();
        }
        if (value instanceof Map<?, ?> map && map.keySet().equals(Set.of("type"))) {
            return flow(map.get("type"));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> YamlText.quoted((String) entry.getKey()) + ": " + flow(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(CommentedYaml::flow).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Double number) {
            return real(number);
        }
        return value instanceof String string ? YamlText.quoted(string.replace("${", "$${")) : value.toString();
    }

    /** With a point, for YAML takes 1e-05 for a text. */
    private static String real(double number) {
        String written = Double.toString(number).toLowerCase(Locale.ROOT);
        return written.endsWith(".0") && Math.abs(number) >= 1 ? written.substring(0, written.length() - 2) : written;
    }
}
