// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** No program starts because of the folder one stands in. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class TrustIT {

    private static final Path SCRIPT = Path.of("septum").toAbsolutePath();

    private static final String EXPERIMENT = """
            septum: 1
            name: a
            data:
              dataset: {type: phantom, patients: 6, slices: 1, size: [16, 16]}
              split: {type: by-group, validation: 0.34, test: 0.34}
              size: [16, 16]
              batch-size: 2
            model: {type: unet, depth: 2, base-channels: 4}
            heads: {lv: {type: binary, positive: [lv], loss: bce, metrics: [fixed]}}
            optimizer: adam
            training: {epochs: 1}
            checkpoint: [last]
            report: [csv]
            runtime: {threads: 1}
            """;

    @TempDir
    private Path folder;

    private Path work;
    private StartScript septum;

    @BeforeEach
    void standInAFolder() throws Exception {
        work = Files.createDirectory(folder.resolve("work"));
        septum = new StartScript(SCRIPT, work);
    }

    /** A plugin that leaves a file where it is started. */
    private static TestBundle plugin(String trace) {
        return new TestBundle("test.trace")
                .score("fixed", 0.25, "")
                .header("Import-Package", "org.osgi.framework,org.septum.api,org.septum.api.data,org.septum.api.metric")
                .header("Bundle-Activator", "test.trace.Activator")
                .source(
                        "Activator",
                        "implements org.osgi.framework.BundleActivator {"
                                + " public void start(org.osgi.framework.BundleContext context) throws Exception {"
                                + "   java.nio.file.Files.writeString(java.nio.file.Path.of(\"" + trace
                                + "\"), \"\"); }"
                                + " public void stop(org.osgi.framework.BundleContext context) {} }");
    }

    @Test
    void aJarStartsOnlyWithTheUsersWord() throws Exception {
        Path jar = work.resolve("plugins/trace.jar");
        plugin("started").write(jar);
        // A stranger's lock beside a stranger's jar is no word of the user.
        septum.run("plugins", "--lock");
        for (String lock : new String[] {"", "required"}) {
            StartScript.Result version =
                    septum.with("SEPTUM_PLUGINS_LOCK", lock).run("--version");
            assertThat(version.code()).isZero();
            assertThat(version.out()).startsWith("septum ");
            assertThat(version.err())
                    .isEqualTo(
                            "septum: not started: plugins/trace.jar. Jars in the plugins/ of the folder you are in are"
                                    + " programs, and start only with your word. If you trust their makers: septum plugins trust\n");
            assertThat(work.resolve("started")).doesNotExist();
        }
        Files.writeString(work.resolve("a.yaml"), EXPERIMENT);
        StartScript.Result lacking = septum.run("show", "a.yaml");
        assertThat(lacking.code()).isEqualTo(2);
        assertThat(lacking.err())
                .contains("there is no metric 'fixed'")
                .contains("; not started, and perhaps what offers it: plugins/trace.jar. If you trust their makers:"
                        + " 'septum plugins trust'");

        StartScript.Result trust = septum.run("plugins", "trust");
        assertThat(trust.code()).isZero();
        assertThat(trust.out()).matches("trusted: [0-9a-f]{64}  " + Files.size(jar) + "  " + jar.toRealPath() + "\n");
        assertThat(trust.err()).isEmpty();
        assertThat(work.resolve("started")).doesNotExist();
        assertThat(septum.run("plugins", "trust", "--list").out())
                .isEqualTo(trust.out().substring("trusted: ".length()));

        StartScript.Result started = septum.run("show", "a.yaml");
        assertThat(started.err()).isEmpty();
        assertThat(work.resolve("started")).exists();
    }

    /** Java's own files of options, which debug builds read, and others speak of. */
    @Test
    void theFolderSaysNothingToJava() throws Exception {
        Files.writeString(work.resolve(".hotspotrc"), "+PrintCommandLineFlags\n");
        Files.writeString(work.resolve(".hotspot_compiler"), "print\n");
        StartScript.Result version = septum.run("--version");
        assertThat(version.code()).isZero();
        assertThat(version.err()).isEmpty();
        assertThat(version.out()).matches("septum [^\n]*\n");
        // What the user names counts.
        assertThat(septum.with("SEPTUM_JAVA_OPTS", "-XX:Flags=.hotspotrc")
                        .run("--version")
                        .out())
                .startsWith("-XX:");
    }

    /** The word is for a content: a copy has it everywhere, and another content nowhere. */
    @Test
    void theWordIsForAContentAndCanBeTakenBack() throws Exception {
        Path jar = work.resolve("plugins/trace.jar");
        plugin("first").write(jar);
        septum.trustPlugins();
        Path elsewhere =
                Files.createDirectories(folder.resolve("elsewhere/plugins")).getParent();
        Files.copy(jar, elsewhere.resolve("plugins/copy.jar"));
        StartScript there = new StartScript(SCRIPT, elsewhere)
                .with(
                        "XDG_CONFIG_HOME",
                        work.toAbsolutePath().resolve("user-config").toString());
        assertThat(there.run("--version").err()).isEmpty();
        assertThat(elsewhere.resolve("first")).exists();

        plugin("second").write(jar);
        assertThat(septum.run("--version").err())
                .contains("not started: plugins/trace.jar (it has changed since you trusted it). ");
        assertThat(work.resolve("second")).doesNotExist();

        Files.copy(elsewhere.resolve("plugins/copy.jar"), jar, StandardCopyOption.REPLACE_EXISTING);
        assertThat(septum.run("plugins", "trust", "--forget").out()).startsWith("forgotten: ");
        assertThat(septum.run("plugins", "trust", "--list").out()).isEmpty();
        Files.delete(work.resolve("user-config/septum/trusted-plugins"));
        assertThat(septum.run("--version").err()).contains("not started: plugins/trace.jar. ");
        StartScript.Result nothing = septum.run("plugins", "trust", "--forget");
        assertThat(nothing.code()).isEqualTo(2);
        assertThat(nothing.err()).contains("plugins trust --forget: none of these is trusted");
    }

    /** What the command line names is the user's word, and so is what lies in Septum's home. */
    @Test
    void whatTheUserNamesNeedsNoMore() throws Exception {
        Path jar = work.resolve("plugins/trace.jar");
        plugin("started").write(jar);
        StartScript.Result named = septum.run("--version", "--plugins", "plugins");
        assertThat(named.err()).isEmpty();
        assertThat(work.resolve("started")).exists();

        Files.delete(work.resolve("started"));
        Files.createDirectories(work.resolve("launcher/target"));
        Files.copy(SCRIPT, work.resolve("launcher/septum"));
        Path link = Files.createSymbolicLink(
                work.resolve("launcher/target/app"), Path.of("target/app").toRealPath());
        StartScript.Result home = new StartScript(work.resolve("launcher/septum"), work).run("--version");
        Files.delete(link);
        assertThat(home.err()).isEmpty();
        assertThat(work.resolve("started")).exists();
    }

    /** The trainings of an ablation are processes of their own, in the same folder. */
    @Test
    void thePluginsOfAnAblationGoToItsTrainings() throws Exception {
        plugin("started").write(work.resolve("target/trace.jar"));
        Files.writeString(
                work.resolve("a.yaml"),
                EXPERIMENT + "ablation: {baseline: full, variants: {less: {model.base-channels: 2}}}\n");
        StartScript.Result ablation = septum.run("ablate", "a.yaml", "--plugins", "target/trace.jar");
        assertThat(ablation.err()).isEmpty();
        assertThat(ablation.code()).isZero();
    }

    @Test
    void saysWhatItDoesNotUnderstand() throws Exception {
        StartScript.Result option = septum.run("plugins", "trust", "--all");
        assertThat(option.code()).isEqualTo(2);
        assertThat(option.err()).contains("there is no option '--all'; allowed are --list and --forget");
        StartScript.Result none = septum.run("plugins", "trust");
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).contains("there is no jar plugins, nor a folder of that name with jars");
        StartScript.Result help = septum.run("plugins", "trust", "--help");
        assertThat(help.code()).isZero();
        assertThat(help.out()).contains("--forget").contains("%APPDATA%");
    }
}
