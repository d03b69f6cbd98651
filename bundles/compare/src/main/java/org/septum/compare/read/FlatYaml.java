// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.read;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.septum.api.UserError;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Takes a resolved experiment apart into settings by their path, such as {@code data.augment[0].type} = {@code rotate}. */
final class FlatYaml {

    private static final int LARGEST = 1 << 20;
    private static final int DEEPEST = 50;

    private final Map<String, String> settings = new LinkedHashMap<>();

    private FlatYaml() {}

    /**
     * @param file names the text in messages
     * @throws UserError if the text is not a YAML mapping
     */
    static Map<String, String> read(String text, Path file) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(0);
        options.setNestingDepthLimit(DEEPEST);
        options.setCodePointLimit(LARGEST);
        Node root;
        try {
            root = new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark().getLine() + 1;
            throw new UserError(file + ": this is not the experiment of a run: line " + line + " is no YAML", e);
        } catch (YAMLException e) {
            throw new UserError(file + ": this is not the experiment of a run: " + e.getMessage(), e);
        }
        if (!(root instanceof MappingNode)) {
            throw new UserError(file + ": this is not the experiment of a run: it is no mapping");
        }
        FlatYaml flat = new FlatYaml();
        flat.add("", root);
        return flat.settings;
    }

    private void add(String path, Node node) {
        if (node instanceof MappingNode mapping && !mapping.getValue().isEmpty()) {
            for (NodeTuple tuple : mapping.getValue()) {
                String key = ((ScalarNode) tuple.getKeyNode()).getValue();
                add(path.isEmpty() ? key : path + "." + key, tuple.getValueNode());
            }
        } else if (node instanceof SequenceNode sequence) {
            List<Node> items = sequence.getValue();
            if (items.stream().allMatch(ScalarNode.class::isInstance)) {
                List<String> texts = items.stream()
                        .map(item -> ((ScalarNode) item).getValue())
                        .toList();
                settings.put(path.intern(), "[" + String.join(", ", texts) + "]");
            } else {
                for (int i = 0; i < items.size(); i++) {
                    add(path + "[" + i + "]", items.get(i));
                }
            }
        } else {
            settings.put(path.intern(), node instanceof ScalarNode scalar ? scalar.getValue() : "{}");
        }
    }
}
