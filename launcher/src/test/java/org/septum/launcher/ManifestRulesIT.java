// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.septum.launcher.framework.BundleJar;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** Who may share what with whom, read from the built manifests and from the POMs. */
class ManifestRulesIT {

    private static final Path APPLICATION = Path.of("target/app");
    private static final String API = "org.septum.api";
    private static final String COMMON = "org.septum.common";
    private static final String SERVICES = "org.septum.services";

    /** Plugins like any stranger's, but that they share Septum's own implementation. */
    private static final Set<String> PLUGINS = Set.of(
            "org.septum.augmentations",
            "org.septum.backend-nd4j",
            "org.septum.backend-onednn",
            "org.septum.datasets",
            "org.septum.executors",
            "org.septum.heads",
            "org.septum.losses",
            "org.septum.metrics",
            "org.septum.models",
            "org.septum.postprocessing",
            "org.septum.preprocessing",
            "org.septum.training");

    @Test
    void onlyContractsAndWhatIsSharedAreExportedAndNothingInternal() throws Exception {
        Map<String, List<String>> exports = packagesOfSeptum("Export-Package");
        // The test kit's are for the tests of plugins; bundlesImportOnlyWhatIsThereForThem says that no bundle
        // imports them.
        assertThat(exports.remove("org.septum.testkit")).isNotEmpty();

        for (String bundle : List.of(API, COMMON, SERVICES)) {
            assertThat(exports.remove(bundle))
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(name).startsWith(bundle).doesNotContain("internal"));
        }
        assertThat(exports)
                .isNotEmpty()
                .allSatisfy((bundle, names) ->
                        assertThat(names).as("exports of " + bundle).isEmpty());
    }

    @Test
    void bundlesImportOnlyWhatIsThereForThem() throws Exception {
        Map<String, List<String>> imports = packagesOfSeptum("Import-Package");

        assertThat(imports).containsKeys(PLUGINS.toArray(String[]::new));
        assertThat(imports)
                .allSatisfy((bundle, names) -> assertThat(names)
                        .as("imports of " + bundle)
                        .filteredOn(name -> name.startsWith("org.septum."))
                        .allMatch(name -> isOf(API, name)
                                || isOf(COMMON, name) && !bundle.equals(API) && !bundle.equals(SERVICES)
                                || isOf(SERVICES, name)
                                        && !List.of(API, COMMON).contains(bundle)
                                        && !PLUGINS.contains(bundle)));
    }

    private static boolean isOf(String bundle, String packageName) {
        return packageName.equals(bundle) || packageName.startsWith(bundle + ".");
    }

    @Test
    void theApiImportsNothingBesidesTheJdk() throws Exception {
        assertThat(packagesOfSeptum("Import-Package").get(API))
                .allMatch(name -> isOf(API, name) || name.startsWith("javax."));
    }

    @Test
    void onlyItsBackendImportsNd4j() throws Exception {
        Map<String, List<String>> imports = packagesOfSeptum("Import-Package");
        assertThat(imports.remove("org.septum.backend-nd4j")).isNotNull();

        assertThat(imports)
                .allSatisfy((bundle, names) -> assertThat(names)
                        .as("imports of " + bundle)
                        .noneMatch(name -> name.startsWith("org.nd4j.") || name.startsWith("org.bytedeco.")));
    }

    @Test
    void theLauncherSharesNoTypesWithTheBundles() throws Exception {
        Pattern septum = Pattern.compile("org/septum/(?!launcher/)");
        try (JarFile jar =
                new JarFile(APPLICATION.resolve("framework/launcher.jar").toFile())) {
            for (JarEntry entry : jar.stream()
                    .filter(file -> file.getName().endsWith(".class"))
                    .toList()) {
                String content = new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.ISO_8859_1);
                assertThat(septum.matcher(content).results().map(match -> match.group()))
                        .as("names of bundles' types in " + entry.getName())
                        .isEmpty();
            }
        }
    }

    @Test
    void theApplicationHoldsEachModuleAndNoTestJar() throws Exception {
        List<String> files = new ArrayList<>();
        try (Stream<Path> bundles = Files.list(APPLICATION.resolve("bundles"))) {
            bundles.forEach(bundle -> files.add(bundle.getFileName().toString()));
        }
        NodeList modules = parse(Path.of("../pom.xml")).getElementsByTagName("module");
        for (int i = 0; i < modules.getLength(); i++) {
            String module = modules.item(i).getTextContent();
            // The template of strangers' plugins is not part of the application; the backends' bundles hold what is
            // common.
            if (module.startsWith("bundles/")
                    && !List.of("bundles/example-plugin", "bundles/backend-common")
                            .contains(module)) {
                assertThat(files)
                        .as(module + " is missing in launcher/pom.xml")
                        .anyMatch(file -> file.matches(module.substring("bundles/".length()) + "-[0-9].*\\.jar"));
            }
        }
        assertThat(files).noneMatch(file -> file.endsWith("-tests.jar"));
    }

    @Test
    void childPomsHoldNothingButTheirDependencies() throws Exception {
        List<Path> poms = new ArrayList<>(List.of(Path.of("pom.xml")));
        try (Stream<Path> bundles = Files.list(Path.of("../bundles"))) {
            bundles.map(bundle -> bundle.resolve("pom.xml"))
                    .filter(Files::exists)
                    .forEach(poms::add);
        }
        for (Path pom : poms) {
            List<String> elements = new ArrayList<>();
            NodeList children = parse(pom).getChildNodes();
            for (int i = 0; i < children.getLength(); i++) {
                if (children.item(i).getNodeType() == Node.ELEMENT_NODE) {
                    elements.add(children.item(i).getNodeName());
                }
            }
            assertThat(elements)
                    .as(pom.toString())
                    .isSubsetOf("modelVersion", "parent", "artifactId", "name", "dependencies");
        }
    }

    /** The packages in a manifest header, by bundle, for the application's bundles that are Septum's own. */
    private static Map<String, List<String>> packagesOfSeptum(String header) throws IOException {
        Map<String, List<String>> packages = new TreeMap<>();
        try (Stream<Path> files = Files.list(APPLICATION.resolve("bundles"))) {
            for (Path file : files.toList()) {
                try (JarFile jar = new JarFile(file.toFile())) {
                    Attributes manifest = jar.getManifest().getMainAttributes();
                    String bundle = manifest.getValue("Bundle-SymbolicName");
                    if (bundle.startsWith("org.septum.")) {
                        packages.put(bundle, BundleJar.packages(manifest.getValue(header)));
                    }
                }
            }
        }
        return packages;
    }

    private static Element parse(Path xml) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(xml.toFile())
                .getDocumentElement();
    }
}
