// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.read;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.septum.api.UserError;
import org.septum.common.files.BoundedFile;
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

    private static final int DEEPEST = 50;

    /** SnakeYAML needs the square of a line's length; ten thousand names of patients stay below this. */
    private static final int LONGEST_LINE = 1 << 17;

    /** Names repeat in the paths of all that is below them, and aliases repeat texts. */
    private static final int LONGEST_PATH = 1000;

    private static final int MOST_CHARACTERS = 4 * RunFolder.MOST_TEXT;

    private final Path file;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private long characters;

    private FlatYaml(Path file) {
        this.file = file;
    }

    /**
     * @param file names the text in messages
     * @throws UserError if the text is not a YAML mapping, or more than an experiment may be
     */
    static Map<String, String> read(String text, Path file) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(0);
        options.setNestingDepthLimit(DEEPEST);
        options.setCodePointLimit(RunFolder.MOST_TEXT);
        if (text.length() > RunFolder.MOST_TEXT) {
            throw new UserError(file + ": this is not the experiment of a run: it has " + text.length()
                    + " characters, allowed are " + RunFolder.MOST_TEXT);
        }
        if (BoundedFile.longestLine(text) > LONGEST_LINE) {
            throw new UserError(file + ": this is not the experiment of a run: a line has "
                    + BoundedFile.longestLine(text) + " characters, allowed are " + LONGEST_LINE);
        }
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
        FlatYaml flat = new FlatYaml(file);
        flat.add("", root);
        return flat.settings;
    }

    private void add(String path, Node node) {
        if (path.length() > LONGEST_PATH) {
            throw damaged(
                    node, "the path of a setting has " + path.length() + " characters, allowed are " + LONGEST_PATH);
        }
        if (node instanceof MappingNode mapping && !mapping.getValue().isEmpty()) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                    throw damaged(tuple.getKeyNode(), "a key must be a word");
                }
                add(path.isEmpty() ? key.getValue() : path + "." + key.getValue(), tuple.getValueNode());
            }
        } else if (node instanceof SequenceNode sequence) {
            addAll(path, sequence.getValue());
        } else {
            put(path, node, node instanceof ScalarNode scalar ? scalar.getValue() : "{}");
        }
    }

    private void addAll(String path, List<Node> items) {
        if (!items.stream().allMatch(ScalarNode.class::isInstance)) {
            for (int i = 0; i < items.size(); i++) {
                add(path + "[" + i + "]", items.get(i));
            }
            return;
        }
        StringJoiner list = new StringJoiner(", ", "[", "]");
        for (Node item : items) {
            String text = ((ScalarNode) item).getValue();
            count(item, text.length() + 2);
            list.add(text);
        }
        settings.put(path.intern(), list.toString());
    }

    private void put(String path, Node node, String text) {
        count(node, path.length() + text.length());
        settings.put(path.intern(), text);
    }

    private void count(Node node, int more) {
        characters += more;
        if (characters > MOST_CHARACTERS) {
            throw damaged(
                    node,
                    "its settings have more characters than " + MOST_CHARACTERS + ", aliases counted where they stand");
        }
    }

    private UserError damaged(Node node, String what) {
        return new UserError(
                file + ":" + (node.getStartMark().getLine() + 1) + ": this is not the experiment of a run: " + what);
    }
}
