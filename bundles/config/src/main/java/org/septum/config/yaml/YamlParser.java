// SPDX-License-Identifier: Apache-2.0
package org.septum.config.yaml;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.septum.api.Location;
import org.septum.api.UserError;
import org.septum.common.files.BoundedFile;
import org.septum.common.text.NearestName;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.comments.CommentType;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.CommentEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/** Turns YAML text into a {@link Tree}. Nothing in it is executed: tags name no classes, and size and depth are bounded. */
public final class YamlParser {

    /** Experiment files are a few kilobytes; these bounds only stop files that are not meant to be read. */
    private static final long LARGEST_FILE = 1 << 20;

    /** SnakeYAML needs the square of a line's length; ten thousand names of patients stay below this. */
    private static final int LONGEST_LINE = 1 << 17;

    private static final int DEEPEST = 50;
    private static final int MOST_ALIASES = 50;
    private static final int MOST_NODES = 100_000;

    private static final String BOUNDS = "an experiment may be nested " + DEEPEST + " deep, use " + MOST_ALIASES
            + " aliases of lists and mappings, and have " + MOST_NODES + " parts and " + LARGEST_FILE
            + " characters, aliases counted where they stand";

    /** What plain YAML is made of; every other tag names something that is not data. */
    private static final Set<Tag> ALLOWED =
            Set.of(Tag.MAP, Tag.SEQ, Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.TIMESTAMP, Tag.MERGE);

    private final String source;
    private int nodes;
    private long characters;

    private YamlParser(String source) {
        this.source = source;
    }

    /**
     * Reads a file.
     *
     * @throws UserError if it is missing, too large or not YAML
     */
    public static Tree file(Path file) {
        if (Files.isDirectory(file)) {
            throw new UserError(file + ": this is a folder; name an experiment's file, which ends in .yaml");
        }
        if (!Files.isRegularFile(file)) {
            throw new UserError(file + ": there is no such experiment file" + similar(file));
        }
        try {
            if (Files.size(file) > LARGEST_FILE) {
                throw new UserError(file + ": an experiment file may have at most " + LARGEST_FILE
                        + " bytes, this one has " + Files.size(file));
            }
            return text(TextFile.decoded(BoundedFile.bytes(file, LARGEST_FILE), file), file.toString());
        } catch (IOException e) {
            throw new UserError(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static String similar(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return "";
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names = files.map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .toList();
            return NearestName.slip(file.getFileName().toString(), names)
                    .map(name -> "; did you mean '" + file.resolveSibling(name) + "'?")
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }

    /**
     * Reads a text.
     *
     * @param source names it in messages
     * @throws UserError if it is not YAML
     */
    public static Tree text(String text, String source) {
        if (BoundedFile.longestLine(text) > LONGEST_LINE) {
            throw new UserError(
                    new Location(source, 1, 1),
                    "a line has " + BoundedFile.longestLine(text) + " characters, allowed are " + LONGEST_LINE
                            + "; break it");
        }
        try {
            Node root = compose(text);
            if (root == null) {
                return Tree.Mapping.empty(new Location(source, 1, 1));
            }
            return new YamlParser(source).tree(root, 0);
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
            String problem = e.getProblem().startsWith("but found another document")
                    ? "found another document; an experiment is one"
                    : e.getProblem();
            String advice = problem.startsWith("expected ',' or") && e.getContextMark() != null
                    ? Lookalikes.comment(text, e.getContextMark().getLine())
                    : "";
            if (advice.isEmpty()) {
                advice = MissingQuotes.advice(text, e);
            }
            if (advice.isEmpty() && mark != null) {
                advice = problem.startsWith("found unknown escape character")
                        ? "; a Windows path needs single quotes, or / for each backslash"
                        : Lookalikes.missingSpace(text, mark.getLine());
            }
            throw new UserError(located(source, mark), "this is not YAML: " + problem + advice);
        } catch (ReaderException e) {
            throw new UserError(new Location(source, 1, 1), "this is not YAML: " + e.getMessage());
        } catch (YAMLException e) {
            throw new UserError(new Location(source, 1, 1), "this cannot be read: " + e.getMessage() + "; " + BOUNDS);
        }
    }

    /** The text's nodes; null if it has none. */
    static Node compose(String text) {
        return new Yaml(new SafeConstructor(options())).compose(new StringReader(text));
    }

    /**
     * Refuses what no YAML text may hold, for a text that is not read as YAML.
     *
     * @throws UserError if there are control characters
     */
    public static void checkCharacters(String text, Location location) {
        if (!StreamReader.isPrintable(text)) {
            throw new UserError(location, "a value cannot hold control characters; write them as in \"\\u0007\"");
        }
    }

    /** Whether a part of a text, which is YAML, is a comment. */
    public static boolean hasComment(String text) {
        Node root = compose(text);
        // Behind a text in quotes SnakeYAML tells of no comment.
        if (root instanceof ScalarNode && root.getEndMark().getIndex() < text.codePointCount(0, text.length())) {
            return true;
        }
        LoaderOptions options = options();
        options.setProcessComments(true);
        for (Event event : new Yaml(new SafeConstructor(options)).parse(new StringReader(text))) {
            if (event instanceof CommentEvent comment && comment.getCommentType() != CommentType.BLANK_LINE) {
                return true;
            }
        }
        return false;
    }

    private static LoaderOptions options() {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(MOST_ALIASES);
        options.setNestingDepthLimit(DEEPEST);
        options.setCodePointLimit((int) LARGEST_FILE);
        return options;
    }

    private static Location located(String source, Mark mark) {
        return mark == null
                ? new Location(source, 1, 1)
                : new Location(source, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private Tree tree(Node node, int depth) {
        Location location = located(source, node.getStartMark());
        if (depth > DEEPEST || ++nodes > MOST_NODES) {
            throw new UserError(location, BOUNDS);
        }
        checkTag(node, location);
        if (node instanceof MappingNode mapping) {
            return mapping(mapping, location, depth);
        }
        if (node instanceof SequenceNode sequence) {
            List<Tree> items = new ArrayList<>();
            for (Node item : sequence.getValue()) {
                items.add(tree(item, depth + 1));
            }
            return new Tree.Sequence(items, location);
        }
        ScalarNode scalar = (ScalarNode) node;
        count(scalar, location);
        boolean quoted = isQuoted(scalar);
        Lookalikes.check(scalar.getValue(), quoted, location);
        return new Tree.Scalar(scalar.getValue(), quoted, location);
    }

    private static boolean isQuoted(ScalarNode scalar) {
        return scalar.getScalarStyle() != DumperOptions.ScalarStyle.PLAIN;
    }

    private static void checkTag(Node node, Location location) {
        if (!ALLOWED.contains(node.getTag())) {
            throw new UserError(
                    location, "the tag '" + node.getTag().getValue() + "' is not allowed; write plain YAML");
        }
    }

    /** A text that aliases repeat costs memory in every place where a reference in it is replaced. */
    private void count(ScalarNode scalar, Location location) {
        characters += scalar.getValue().length();
        if (characters > LARGEST_FILE) {
            throw new UserError(location, BOUNDS);
        }
    }

    private Tree mapping(MappingNode node, Location location, int depth) {
        Map<String, Tree.Mapping.Entry> entries = new LinkedHashMap<>();
        Map<String, Tree.Mapping.Entry> merged = new LinkedHashMap<>();
        for (NodeTuple tuple : node.getValue()) {
            Location at = located(source, tuple.getKeyNode().getStartMark());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw new UserError(at, "a key must be a word");
            }
            checkTag(key, at);
            count(key, at);
            Lookalikes.check(key.getValue(), isQuoted(key), at);
            Tree value = tree(tuple.getValueNode(), depth + 1);
            if (key.getTag().equals(Tag.MERGE)) {
                merge(value, at, merged);
                continue;
            }
            Tree.Mapping.Entry first = entries.putIfAbsent(key.getValue(), new Tree.Mapping.Entry(at, value));
            if (first != null) {
                throw new UserError(
                        at,
                        "the key '" + key.getValue() + "' stands twice, first in line "
                                + first.key().line());
            }
        }
        entries.forEach(merged::put);
        return new Tree.Mapping(merged, location);
    }

    /** YAML's merge key: what the named mappings hold, the first of them winning, as far as the mapping has no such key. */
    private static void merge(Tree value, Location at, Map<String, Tree.Mapping.Entry> merged) {
        List<Tree> mappings = value instanceof Tree.Sequence sequence ? sequence.items() : List.of(value);
        for (Tree item : mappings) {
            if (!(item instanceof Tree.Mapping mapping)) {
                throw new UserError(
                        at,
                        "<<: found " + item.description()
                                + ", allowed is an alias of a mapping, as in <<: *common, or a"
                                + " list of such aliases");
            }
            mapping.entries().forEach(merged::putIfAbsent);
        }
    }
}
