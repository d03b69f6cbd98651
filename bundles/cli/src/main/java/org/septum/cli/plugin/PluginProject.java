// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.septum.api.UserError;
import org.septum.api.WiringError;
import org.septum.common.files.AtomicFile;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * A project of a stranger's plugin, made from Septum's example plugin: the class of the kind, its test, and the files of the
 * folder {@code template} with their placeholders filled in.
 *
 * @param home Septum's folder
 * @param name the component's type name
 */
record PluginProject(Path home, String name, String kind, String javaPackage) {

    private static final String LICENCE_LINE = "// SPDX-License-Identifier: Apache-2.0\n";

    /** What stands in the experiment where the kind is another. */
    private static final Map<String, String> USUAL = Map.ofEntries(
            Map.entry("dataset", "{type: phantom, patients: 12, slices: 4, size: [64, 64]}"),
            Map.entry("sampling", "passes"),
            Map.entry("augmentation", "[]"),
            Map.entry("block", "double-conv"),
            Map.entry("skip", "concat"),
            Map.entry("loss", "bce"),
            Map.entry("metric", "[dice]"),
            Map.entry("optimizer", "{type: adam, learning-rate: 2.0e-3}"),
            Map.entry("stopping-rule", ""),
            Map.entry("checkpoint-policy", "[last]"),
            Map.entry("post-processing", "[]"));

    static final List<String> KINDS = List.of(
            "loss",
            "metric",
            "augmentation",
            "block",
            "skip",
            "dataset",
            "sampling",
            "optimizer",
            "schedule",
            "checkpoint-policy",
            "stopping-rule",
            "post-processing");

    /** Septum's folder, as the start script says. */
    static Path septumHome() {
        return Path.of(System.getProperty("septum.home", "."));
    }

    /**
     * Writes the project.
     *
     * @throws UserError if the folder holds something already, or cannot be written
     * @throws WiringError if Septum's folder has no example plugin
     */
    void write(Path folder) {
        Path example = home.resolve("bundles/example-plugin");
        if (!Files.isDirectory(example)) {
            throw new WiringError(example + " is missing: new plugins are made from it. Get Septum's whole source.");
        }
        try {
            if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS) && !isEmpty(folder)) {
                throw new UserError(folder + ": there is something already; name another folder with --output");
            }
            Map<String, String> values = placeholders();
            for (String file : List.of("pom.xml", "README.md", "experiment.yaml")) {
                put(
                        folder.resolve(file),
                        filled(Files.readString(example.resolve("template").resolve(file)), values));
            }
            put(folder.resolve(".gitignore"), "target/\nruns/\n");
            Path component = example.resolve("src/main/java/org/septum/example/Example" + camel(kind) + "Factory.java");
            put(folder.resolve(source()), renamed(component, kind));
            Path test = example.resolve("src/test/java/org/septum/example/ExampleLossTest.java");
            put(folder.resolve("src/test/java/" + path() + "Test.java"), renamed(test, "loss"));
        } catch (IOException e) {
            throw new UserError(folder + ": the project cannot be written: " + e.getMessage(), e);
        }
    }

    /** The component's class, by its file below a folder of sources. */
    private String path() {
        return javaPackage.replace('.', '/') + "/" + camel(name);
    }

    private String source() {
        return "src/main/java/" + path() + "Factory.java";
    }

    /** A class of the example plugin that is about a kind, with the plugin's own names. */
    private String renamed(Path file, String ofKind) throws IOException {
        return Files.readString(file)
                .replace(LICENCE_LINE, "")
                .replace("package org.septum.example;", "package " + javaPackage + ";")
                .replace("Kind.LOSS", "Kind." + kind.toUpperCase(Locale.ROOT).replace('-', '_'))
                .replace("example-" + ofKind, name)
                .replace("Example" + camel(ofKind), camel(name));
    }

    private static String camel(String words) {
        StringBuilder camel = new StringBuilder();
        for (String word : words.split("-")) {
            camel.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
        }
        return camel.toString();
    }

    private Map<String, String> placeholders() {
        Map<String, String> values = new LinkedHashMap<>(USUAL);
        values.put("labels", kind.equals("dataset") ? "[square]" : "[rv, myocardium, lv]");
        switch (kind) {
            case "metric" -> values.put(kind, "[dice, " + name + "]");
            case "augmentation" -> values.put(kind, "[" + name + "]");
            case "checkpoint-policy" -> values.put(kind, "[last, " + name + "]");
            case "stopping-rule" -> values.put(kind, ", stop: [" + name + "]");
            case "post-processing" -> values.put(kind, "[" + name + "], keep-post-processing: always");
            case "schedule" -> values.put("optimizer", "{type: adam, learning-rate: 2.0e-3, schedule: " + name + "}");
            default -> values.put(kind, name);
        }
        values.put("name", name);
        values.put("kind", kind.replace('-', ' '));
        values.put("package", javaPackage);
        values.put("home", home.toAbsolutePath().normalize().toString());
        values.put("source", source());
        values.putAll(versions());
        return values;
    }

    private static String filled(String template, Map<String, String> values) {
        String text = template;
        for (Map.Entry<String, String> value : values.entrySet()) {
            text = text.replace("@" + value.getKey() + "@", value.getValue());
        }
        return text;
    }

    /** The versions that Septum itself is built with. */
    private Map<String, String> versions() {
        Path file = home.resolve("pom.xml");
        try {
            Element pom = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(file.toFile())
                    .getDocumentElement();
            Map<String, String> versions = new LinkedHashMap<>();
            versions.put("septum.version", first(pom, "version"));
            for (String property : List.of("bnd.version", "junit.version", "osgi.component.version")) {
                versions.put(property, first(pom, property));
            }
            NodeList plugins = pom.getElementsByTagName("plugin");
            for (int i = 0; i < plugins.getLength(); i++) {
                Element plugin = (Element) plugins.item(i);
                if (plugin.getElementsByTagName("version").getLength() > 0) {
                    versions.put(first(plugin, "artifactId"), first(plugin, "version"));
                }
            }
            return versions;
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new WiringError(file + " cannot be read, and with it the versions to use: " + e.getMessage(), e);
        }
    }

    private static String first(Element parent, String tag) {
        return parent.getElementsByTagName(tag).item(0).getTextContent().strip();
    }

    private static boolean isEmpty(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private static void put(Path file, String text) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        AtomicFile.write(file, text);
    }
}
