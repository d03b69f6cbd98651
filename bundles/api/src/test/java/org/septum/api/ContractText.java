// SPDX-License-Identifier: Apache-2.0
package org.septum.api;

import aQute.bnd.differ.DiffPluginImpl;
import aQute.bnd.header.Parameters;
import aQute.bnd.osgi.Analyzer;
import aQute.bnd.osgi.Clazz;
import aQute.bnd.osgi.Descriptors.TypeRef;
import aQute.bnd.service.diff.Delta;
import aQute.bnd.service.diff.Tree;
import aQute.bnd.service.diff.Type;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.jar.Manifest;

/**
 * All that the exported packages of a bundle promise, as bnd sees it and in its order, and as text: an element in a line, below
 * the one it belongs to, with what it means for others when it is added or taken away.
 *
 * @param tree the bundle's API
 * @param exports the packages with their versions
 */
record ContractText(Tree tree, Parameters exports) {

    private static final String EXPORT = "export ";
    private static final String NAME = "org.septum.api";

    /** Beside it, bnd's tree of a bundle has its manifest and files. */
    private static final String API = "<api>";

    /** Of a folder of compiled classes. */
    static ContractText of(Path classes) throws Exception {
        try (Analyzer analyzer = new OwnClasses()) {
            analyzer.setJar(classes.toFile());
            analyzer.setBundleSymbolicName(NAME);
            analyzer.setBundleVersion("1.0.0");
            Manifest manifest = analyzer.calcManifest();
            analyzer.getJar().setManifest(manifest);
            Parameters exports = new Parameters(manifest.getMainAttributes().getValue("Export-Package"));
            return new ContractText(new DiffPluginImpl().tree(analyzer), exports);
        }
    }

    /** What {@link #lines} gave. */
    static ContractText read(List<String> lines) throws Exception {
        Parameters exports = new Parameters();
        Tree.Data root = data(Type.API, Delta.CHANGED, Delta.CHANGED, API);
        Deque<List<Tree.Data>> open = new ArrayDeque<>(List.of(new ArrayList<>()));
        Deque<Tree.Data> parents = new ArrayDeque<>(List.of(root));
        for (String line : lines) {
            if (line.startsWith(EXPORT)) {
                String[] words = line.split(" ");
                exports.mergeWith(new Parameters(words[1] + ";version=" + words[2]), true);
                continue;
            }
            int depth = line.length() - line.stripLeading().length();
            String[] words = line.strip().split(" ", 4);
            while (parents.size() > depth / 2 + 1) {
                close(parents, open);
            }
            Tree.Data element = data(
                    Type.valueOf(words[0].toUpperCase(Locale.ROOT)),
                    Delta.valueOf(words[1].substring(1).toUpperCase(Locale.ROOT)),
                    Delta.valueOf(words[2].substring(1).toUpperCase(Locale.ROOT)),
                    words[3]);
            open.element().add(element);
            parents.push(element);
            open.push(new ArrayList<>());
        }
        while (parents.size() > 1) {
            close(parents, open);
        }
        root.children = open.pop().toArray(Tree.Data[]::new);
        Tree.Data bundle = data(Type.BUNDLE, Delta.CHANGED, Delta.CHANGED, NAME);
        bundle.children = new Tree.Data[] {root};
        return new ContractText(new DiffPluginImpl().deserialize(bundle), exports);
    }

    /** What Java's own types hand down differs from one Java to the next. */
    private static final class OwnClasses extends Analyzer {
        @Override
        public Clazz findClass(TypeRef type) throws Exception {
            return type.isJava() ? null : super.findClass(type);
        }
    }

    private static void close(Deque<Tree.Data> parents, Deque<List<Tree.Data>> open) {
        parents.pop().children = open.pop().toArray(Tree.Data[]::new);
    }

    private static Tree.Data data(Type type, Delta add, Delta rem, String name) {
        Tree.Data data = new Tree.Data();
        data.type = type;
        data.add = add;
        data.rem = rem;
        data.name = name;
        return data;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        exports.forEach((name, attributes) -> lines.add(EXPORT + name + " " + attributes.getVersion()));
        for (Tree child : tree.get(API).getChildren()) {
            add(child, "", lines);
        }
        return lines;
    }

    private static void add(Tree element, String indent, List<String> lines) {
        lines.add(indent + lower(element.getType()) + " +" + lower(element.ifAdded()) + " -"
                + lower(element.ifRemoved()) + " " + element.getName());
        for (Tree child : element.getChildren()) {
            add(child, indent + "  ", lines);
        }
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
