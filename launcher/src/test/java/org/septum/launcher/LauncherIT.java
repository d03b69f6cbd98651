// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The assembled application, started by its script. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class LauncherIT {

    private static final Path SCRIPT = Path.of("septum").toAbsolutePath();
    private static final Path BUNDLES = Path.of("target/app/bundles");

    @TempDir
    private Path directory;

    private StartScript septum;

    /** Every test runs through a symbolic link, from elsewhere, in paths with characters that need care. */
    @BeforeEach
    void linkTheScript() throws IOException {
        Path work = Files.createDirectories(directory.resolve("my work + more"));
        septum = new StartScript(Files.createSymbolicLink(work.resolve("my septum"), SCRIPT), work);
        directory = work;
    }

    @Test
    void listsEveryComponentOfEveryBundle() throws Exception {
        List<String> types = typesDeclaredInBundles();

        StartScript.Result result = septum.run("plugins");

        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(types)
                .isNotEmpty()
                .allSatisfy(type -> assertThat(result.out()).contains(type));
    }

    @Test
    void namesEachBrokenPluginAndItsCauseAndStillListsTheRest() throws Exception {
        writeBrokenPlugins(directory.resolve("plugins"));
        septum.trustPlugins();

        StartScript.Result result = septum.run("plugins");

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.out()).contains(typesDeclaredInBundles());
        assertThat(result.err().lines())
                .containsExactlyInAnyOrder(
                        "septum: there are 13 problems with the bundles:",
                        "  - plugins/again.jar is the bundle test.activator 1.0.0, which plugins/activator.jar already is:"
                                + " the first one found is used. Take one of them away.",
                        "  - plugins/library.jar is not an OSGi bundle: its manifest has no Bundle-SymbolicName."
                                + " Build it with bnd, as bundles/losses does, or take it away.",
                        "  - plugins/text.jar is not a jar file, or a damaged one. Take it away or replace it.",
                        "  - test.activator 1.0.0 (plugins/activator.jar) failed to start: IllegalStateException: no licence.",
                        "  - test.needsnewer 1.0.0 (plugins/needsnewer.jar) was made for another version of Septum: it needs"
                                + " the contracts org.septum.api [7.0.0,8.0.0), and this Septum offers 1.0.0. Take a release"
                                + " of the plugin for this version, or build it anew against it.",
                        "  - test.needsnothere 1.0.0 (plugins/needsnothere.jar) does not resolve: it needs the package"
                                + " not.here 1.2.0 or newer, which neither a bundle nor Septum provides."
                                + " Put a bundle that exports it into plugins/.",
                        "  - test.onnewerjava 1.0.0 (plugins/onnewerjava.jar) does not resolve: it was compiled for JavaSE 99,"
                                + " and this is Java " + Runtime.version().feature()
                                + ". Start Septum with a newer Java (JAVA_HOME).",
                        "  - test.empty 1.0.0 (plugins/empty.jar) starts but offers nothing: it has no component and exports no"
                                + " package. Mark its classes with @Component and build it with bnd, as bundles/losses does.",
                        "  - test.newclasses 1.0.0 (plugins/newclasses.jar): its component test.newclasses.Newer cannot be"
                                + " loaded: its class test.newclasses.Newer was compiled for Java 99, and this is Java "
                                + Runtime.version().feature() + "; compile it with --release 17, or start Septum with a"
                                + " newer Java (JAVA_HOME).",
                        "  - test.components 1.0.0 (plugins/components.jar): its component test.components.Throws failed:"
                                + " IllegalStateException: the table is missing.",
                        "  - test.components 1.0.0 (plugins/components.jar): its component test.components.Static failed:"
                                + " ArithmeticException: / by zero.",
                        "  - test.components 1.0.0 (plugins/components.jar): its component test.components.Waits waits for"
                                + " a service java.util.function.Supplier with (kind=none) (reference 'source'), but"
                                + " component test.components.Forgets of test.components 1.0.0 (plugins/components.jar)"
                                + " does not work.",
                        "  - test.components 1.0.0 (plugins/components.jar): its component test.components.Forgets failed:"
                                + " it uses javax.script.ScriptEngineManager, whose package the bundle does not import;"
                                + " bnd writes the Import-Package header by itself.");
    }

    @Test
    void doesNotStartOtherCommandsOnBrokenBundles() throws Exception {
        Path plugin = directory.resolve("elsewhere/broken.jar");
        new TestBundle("test.broken").header("Import-Package", "not.here").write(plugin);

        StartScript.Result result = septum.run("--plugins", "elsewhere/broken.jar", "show", "experiment.yaml");

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .contains("test.broken 1.0.0 (elsewhere/broken.jar)")
                .doesNotContain("experiment.yaml");
    }

    /** The exit would wait for the very thread that asks for it, and end with the plugin's code. */
    @Test
    void endsAtOnceWhenAPluginCallsExit() throws Exception {
        new TestBundle("test.exits")
                .component("Exits", "", "{ public Exits() { System.exit(0); } public String get() { return \"\"; } }")
                .write(directory.resolve("plugins/exits.jar"));
        septum.trustPlugins();

        StartScript.Result result = septum.run("plugins");

        assertThat(result.code()).isEqualTo(4);
        assertThat(result.err())
                .isEqualTo("septum: test.exits 1.0.0 (plugins/exits.jar) ended the program:"
                        + " test.exits.Exits.<init>(Exits.java:2) called System.exit. Components report what is wrong with an"
                        + " exception; take the plugin away, or mend it.\n");
    }

    @Test
    void refusesAPluginPathThatDoesNotExist() throws Exception {
        StartScript.Result result = septum.run("plugins", "--plugins=gone.jar");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).startsWith("septum: --plugins gone.jar: there is no such jar or folder");
    }

    @AfterEach
    void removeTheLink() throws IOException {
        Files.delete(directory.resolve("my septum"));
    }

    private static void writeBrokenPlugins(Path plugins) throws IOException {
        Files.createDirectories(plugins);
        Files.writeString(plugins.resolve("text.jar"), "not a zip file");
        new TestBundle("library").without("Bundle-SymbolicName").write(plugins.resolve("library.jar"));
        TestBundle activator = new TestBundle("test.activator")
                .header("Import-Package", "org.osgi.framework")
                .header("Bundle-Activator", "test.activator.Activator")
                .source(
                        "Activator",
                        "implements org.osgi.framework.BundleActivator {"
                                + " public void start(org.osgi.framework.BundleContext context) {"
                                + "   throw new RuntimeException(\"outer\", new IllegalStateException(\"no licence\")); }"
                                + " public void stop(org.osgi.framework.BundleContext context) {} }");
        activator.write(plugins.resolve("activator.jar"));
        activator.write(plugins.resolve("again.jar"));
        new TestBundle("test.needsnewer")
                .header("Import-Package", "org.septum.api;version=\"[7,8)\",org.septum.api.loss;version=\"[7,8)\"")
                .write(plugins.resolve("needsnewer.jar"));
        new TestBundle("test.needsnothere")
                .header("Import-Package", "not.here;version=\"1.2\",perhaps.here;resolution:=optional")
                .write(plugins.resolve("needsnothere.jar"));
        new TestBundle("test.onnewerjava")
                .header("Require-Capability", "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=99))\"")
                .write(plugins.resolve("onnewerjava.jar"));
        new TestBundle("test.empty").write(plugins.resolve("empty.jar"));
        new TestBundle("test.newclasses")
                .component("Newer", "", "{ public String get() { return \"\"; } }")
                .compiledFor(99)
                .write(plugins.resolve("newclasses.jar"));
        new TestBundle("test.components")
                .component("Static", "", "{ static int x = 1 / 0; public String get() { return \"\"; } }")
                .component(
                        "Throws",
                        "",
                        "{ public Throws() { throw new IllegalStateException(\"the table is missing.\"); }"
                                + " public String get() { return \"\"; } }")
                .component(
                        "Waits",
                        "<reference name=\"source\" interface=\"java.util.function.Supplier\" target=\"(kind=none)\"/>",
                        "{ public String get() { return \"\"; } }")
                .component(
                        "Forgets",
                        "",
                        "{ Object engines = new javax.script.ScriptEngineManager(); public String get() { return \"\"; } }")
                .component("Works", "", "{ public String get() { return \"\"; } }")
                .write(plugins.resolve("components.jar"));
    }

    /** The plugin types that the component descriptions in the application's own bundles declare. */
    private static List<String> typesDeclaredInBundles() throws IOException {
        Pattern type = Pattern.compile("name=\"plugin.type\"[^>]*value=\"([^\"]+)\"");
        List<String> types = new ArrayList<>();
        try (Stream<Path> files = Files.list(BUNDLES)) {
            for (Path file : files.toList()) {
                try (JarFile jar = new JarFile(file.toFile())) {
                    List<String> descriptions = jar.stream()
                            .map(entry -> entry.getName())
                            .filter(name -> name.startsWith("OSGI-INF/") && name.endsWith(".xml"))
                            .toList();
                    for (String description : descriptions) {
                        String xml = new String(
                                jar.getInputStream(jar.getEntry(description)).readAllBytes());
                        Matcher matcher = type.matcher(xml);
                        if (matcher.find()) {
                            types.add(matcher.group(1));
                        }
                    }
                }
            }
        }
        return types;
    }
}
