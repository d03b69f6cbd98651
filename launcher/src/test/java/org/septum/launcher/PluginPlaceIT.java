// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A plugin takes the place of nothing of Septum's: what tries to is named and left out, and everything else works. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class PluginPlaceIT {

    private static final String ADVICE =
            " Plugins register factories of components, as bundles/losses does, and types of their own: mend it, or take it"
                    + " away.";

    private static final String RANKED = "var p = new java.util.Hashtable<String, Object>(java.util.Map.of("
            + "\"service.ranking\", 1000, \"plugin.type\", \"x\"%s));";

    @TempDir
    private Path directory;

    private final List<String> expected = new ArrayList<>();

    private static TestBundle started(String name, String imports, String code) {
        return new TestBundle(name)
                .header("Import-Package", "org.osgi.framework" + imports)
                .header("Bundle-Activator", name + ".Activator")
                .source(
                        "Activator",
                        "implements org.osgi.framework.BundleActivator {"
                                + " public void start(org.osgi.framework.BundleContext context) throws Exception { "
                                + code
                                + " } public void stop(org.osgi.framework.BundleContext context) {} }");
    }

    /** Adds a plugin of which is said what follows its name. */
    private void refused(TestBundle plugin, String name, String version, String refusal) throws Exception {
        String jar = "plugins/" + (expected.size() + 10) + ".jar";
        plugin.write(directory.resolve(jar));
        expected.add("  - " + (name.isEmpty() ? jar : name + " " + version + " (" + jar + ")") + refusal);
    }

    private void refused(TestBundle plugin, String name, String refusal) throws Exception {
        refused(plugin, name, "1.0.0", refusal);
    }

    private void names() throws Exception {
        String has =
                " has the name of a part of Septum. Give the bundle a name of its own (Bundle-SymbolicName), or take it"
                        + " away.";
        refused(new TestBundle("org.septum.cli").header("Bundle-Version", "9"), "org.septum.cli", "9.0.0", has);
        refused(new TestBundle("ORG.septum.engine").header("Bundle-Version", "0.1"), "ORG.septum.engine", "0.1.0", has);
        refused(new TestBundle("system.bundle"), "system.bundle", has);
        refused(
                new TestBundle("test.\u001b[31m"),
                "",
                " has the Bundle-SymbolicName 'test.\\u001b[31m'; allowed are letters, digits and . _ -");
    }

    private void exports() throws Exception {
        String septums =
                ": Septum or the JDK has that, and plugins may not offer it to others. Keep it in the bundle (bnd:"
                        + " -privatepackage), or take the bundle away.";
        refused(
                new TestBundle("test.api").header("Export-Package", "org.septum.api;version=0.9,org.septum.api.new"),
                "test.api",
                " exports org.septum.api, org.septum.api.new" + septums);
        refused(
                new TestBundle("test.library").header("Export-Package", "org.slf4j;version=9,javax.sql,picocli,own"),
                "test.library",
                " exports javax.sql, org.slf4j, picocli" + septums);
        // Declarative Services would take their configuration and its log from whoever has them.
        refused(
                new TestBundle("test.cm")
                        .header("Export-Package", "org.osgi.service.cm;version=1.6,org.osgi.service.log"),
                "test.cm",
                " exports org.osgi.service.cm, org.osgi.service.log" + septums);
        refused(
                new TestBundle("test.java").header("Export-Package", "java.evil"),
                "test.java",
                " cannot be installed: BundleException: Exporting java.* packages not allowed: java.evil. Build it with bnd, as"
                        + " bundles/losses does, or take it away.");
    }

    private void fragments() throws Exception {
        refused(
                started("test.extension", "", "throw new Error();")
                        .header("Fragment-Host", "system.bundle;extension:=framework")
                        .header("ExtensionBundle-Activator", "test.extension.Activator"),
                "",
                " extends the framework itself (Fragment-Host with extension), which plugins may not. Make it a bundle of its"
                        + " own, or take it away.");
        refused(
                new TestBundle("test.fragment").header("Fragment-Host", "org.septum.engine;bundle-version=\"[0,9)\""),
                "test.fragment",
                " is a fragment of org.septum.engine, a part of Septum; plugins may add to plugins only. Make it a bundle of"
                        + " its own, or take it away.");
        refused(
                new TestBundle("test.whole").header("Require-Bundle", "system.bundle"),
                "test.whole",
                " requires the whole bundle system.bundle, a part of Septum. Import the packages that it needs (bnd does it by"
                        + " itself), or take it away.");
    }

    private void imports() throws Exception {
        for (String name : List.of(
                "org.osgi.framework.hooks.weaving",
                "org.osgi.framework.hooks.resolver",
                "org.osgi.framework.hooks.service",
                "org.osgi.service.url",
                "org.osgi.service.component.runtime")) {
            refused(
                    new TestBundle("test.changes")
                            .header("Bundle-Version", "1." + expected.size())
                            .header("Import-Package", name),
                    "test.changes",
                    "1." + (expected.size()) + ".0",
                    " imports " + name
                            + ", through which it could change Septum's own parts. Plugins offer components; do"
                            + " without it, or take the bundle away.");
        }
        refused(
                started(
                                "test.dynamic",
                                "",
                                "context.registerService((Class) Class.forName(\"org.osgi.framework.hooks.weaving.WeavingHook\"),"
                                        + " (Object) null, null);")
                        .header("DynamicImport-Package", "*"),
                "test.dynamic",
                " failed to start: it uses org.osgi.framework.hooks.weaving.WeavingHook, whose package the bundle does not"
                        + " import; bnd writes the Import-Package header by itself.");
        refused(
                new TestBundle("test.broken").header("Require-Capability", "osgi.ee;filter:=\"((\""),
                "test.broken",
                " cannot be installed: BundleException: Error creating requirement: java.lang.IllegalArgumentException: Missing"
                        + " closing parenthesis: ((. Build it with bnd, as bundles/losses does, or take it away.");
    }

    private void services() throws Exception {
        refused(
                started(
                        "test.registry",
                        ",org.septum.api,org.septum.services.plugin",
                        RANKED.formatted("")
                                + "org.septum.services.plugin.Registry r = () -> java.util.List.of();"
                                + "context.registerService(\"org.septum.services.plugin.Registry\", r, p);"),
                "test.registry",
                " registers the service org.septum.services.plugin.Registry, which is Septum's own to offer." + ADVICE);
        refused(
                started(
                        "test.entry",
                        "",
                        RANKED.formatted(", \"launcher.entry\", \"septum\"")
                                + "java.util.function.ToIntFunction<String[]> f = x -> 0;"
                                + "context.registerService(\"java.util.function.ToIntFunction\", f, p);"),
                "test.entry",
                " registers a service with the property launcher.entry, by which Septum's own parts find each other."
                        + ADVICE);
        refused(
                started(
                        "test.output",
                        "",
                        RANKED.formatted(", \"launcher.offers\", \"out\"")
                                + "context.registerService(java.io.PrintStream.class,"
                                + " new java.io.PrintStream(java.io.OutputStream.nullOutputStream()), p);"),
                "test.output",
                " registers a service with the property launcher.offers, by which Septum's own parts find each other."
                        + ADVICE);
        // A component that is something else besides would be found as both.
        refused(
                started(
                        "test.both",
                        ",org.septum.api,org.septum.services.plugin,org.septum.api.metric,org.septum.api.data",
                        RANKED.formatted("") + """
                                class Both implements org.septum.services.plugin.Registry, org.septum.api.metric.MetricFactory {
                                  public java.util.List<Installed> components() { return java.util.List.of(); }
                                  public String summary() { return ""; }
                                  public org.septum.api.Options options() { return org.septum.api.Options.none(); }
                                  public org.septum.api.metric.Metric create(org.septum.api.Arguments arguments) { return null; } }
                                context.registerService(new String[] {"org.septum.api.metric.MetricFactory",
                                  "org.septum.services.plugin.Registry"}, new Both(), p);
                                """),
                "test.both",
                " registers the service org.septum.services.plugin.Registry, which is Septum's own to offer." + ADVICE);
        refused(
                new TestBundle("test.untyped").metric("Factory", "gone", "").untyped("Factory"),
                "test.untyped",
                " registers a org.septum.api.metric.MetricFactory without a type name. Its class needs the annotation"
                        + " @PluginType(\"name\").");
    }

    @Test
    void whatTakesAPlaceOfSeptumsIsNamedAndTheRestWorks() throws Exception {
        names();
        exports();
        fragments();
        imports();
        services();
        // A plugin's capability is not taken for Declarative Services, and plugins may use one another.
        new TestBundle("test.sound")
                .header("Provide-Capability", "osgi.extender;osgi.extender=\"osgi.component\";version:Version=\"1.5\"")
                .header("Require-Capability", "osgi.extender;filter:=\"(osgi.extender=osgi.component)\"")
                .header("Export-Package", "test.sound")
                .score("sound", 0.5, "")
                .write(directory.resolve("plugins/sound.jar"));
        new TestBundle("test.gives")
                .component("Gives", "", "{ public String get() { return \"\"; } }")
                .write(directory.resolve("plugins/gives.jar"));
        new TestBundle("test.takes")
                .component(
                        "Takes",
                        "<reference name=\"source\" interface=\"java.util.function.Supplier\" target=\"(component.name=test.gives.Gives)\"/>",
                        "{ public String get() { return \"\"; } }")
                .write(directory.resolve("plugins/takes.jar"));
        StartScript septum = new StartScript(Path.of("septum").toAbsolutePath(), directory);

        StartScript.Result result = septum.run("plugins", "--plugins", "plugins");

        expected.add("septum: there are " + expected.size() + " problems with the bundles:");
        assertThat(result.err().lines()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.out()).contains("onednn", "cross-entropy", " sound ");
    }
}
