// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.Jar;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code new-plugin} writes compiles, its test included, keeps the rules and runs. Maven is not called, as it would need
 * Septum in its repository: the compiler and bnd are, with what the project's POM says to them.
 */
@EnabledOnOs({OS.LINUX, OS.MAC})
class NewPluginIT {

    private static final String PATHS = File.pathSeparator;

    @TempDir
    private Path directory;

    private StartScript septum;

    @BeforeEach
    void prepare() {
        septum = new StartScript(Path.of("septum").toAbsolutePath(), directory).with("OMP_NUM_THREADS", "1");
    }

    private Path newPlugin(String name, String kind) throws Exception {
        StartScript.Result result = septum.run("new-plugin", name, "--kind", kind, "--package", "org.example.made");
        assertThat(result.out()).isEqualTo(name + "\n");
        assertThat(result.code()).as(result.err()).isZero();
        Path project = directory.resolve(name);
        try (Stream<Path> files = Files.walk(project)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                // A placeholder that was not filled in; annotations have no second @.
                assertThat(Files.readString(file)).as(file.toString()).doesNotContainPattern("@[a-z.-]+@");
            }
        }
        return build(project, name);
    }

    /** Compiles main and test sources and makes the bundle target/NAME.jar. */
    private static Path build(Path project, String name) throws Exception {
        Path classes = Files.createDirectories(project.resolve("target/classes"));
        compile(project.resolve("src/main/java"), classes, String.join(PATHS, contracts()));
        compile(
                project.resolve("src/test/java"),
                Files.createDirectories(project.resolve("target/test-classes")),
                classes + PATHS + System.getProperty("java.class.path"));
        Path file = project.resolve("target/" + name + ".jar");
        Matcher instructions = Pattern.compile("<bnd><!\\[CDATA\\[(.*?)]]></bnd>", Pattern.DOTALL)
                .matcher(Files.readString(project.resolve("pom.xml")));
        assertThat(instructions.find()).isTrue();
        try (Builder builder = new Builder()) {
            for (String line : instructions.group(1).strip().split("\n")) {
                String[] words = line.split(": ", 2);
                builder.setProperty(
                        words[0], words[1].replace("${project.groupId}.${project.artifactId}", "org.example." + name));
            }
            builder.setProperty("-includepackage", "*;from:=classes");
            builder.setProperty("Bundle-Version", "1.0.0");
            builder.addClasspath(List.of(classes.toFile()));
            for (String entry : contracts()) {
                builder.addClasspath(Path.of(entry).toFile());
            }
            Jar jar = builder.build();
            assertThat(builder.getErrors()).isEmpty();
            jar.write(file.toFile());
        }
        return file;
    }

    /** What a plugin's own classes see: Septum's contracts, and the annotations that publish a component. */
    private static List<String> contracts() {
        return Stream.of(System.getProperty("java.class.path").split(PATHS))
                .filter(entry -> entry.endsWith("bundles/api/target/classes")
                        || Path.of(entry)
                                .getFileName()
                                .toString()
                                .matches("(api|org\\.osgi\\.service\\.component\\.annotations)-[0-9].*\\.jar"))
                .toList();
    }

    private static void compile(Path sources, Path classes, String classPath) throws Exception {
        List<String> arguments =
                new ArrayList<>(List.of("--release", "17", "-proc:none", "-cp", classPath, "-d", classes.toString()));
        try (Stream<Path> files = Files.walk(sources)) {
            files.filter(file -> file.toString().endsWith(".java")).forEach(file -> arguments.add(file.toString()));
        }
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                .as("compiling " + sources)
                .isZero();
    }

    @Test
    void newPluginsCompileKeepTheRulesAndRun() throws Exception {
        Path loss = newPlugin("edge-loss", "loss");
        Path policy = newPlugin("at-powers", "checkpoint-policy");

        StartScript.Result verified = septum.run("verify-plugin", loss.toString(), policy.toString());
        StartScript.Result run = septum.run(
                "run",
                "edge-loss/experiment.yaml",
                "--plugins",
                loss + System.getProperty("path.separator") + policy,
                "--set",
                "training.epochs=1",
                "--set",
                "data.dataset={type: phantom, patients: 6, slices: 1, size: [16, 16]}",
                "--set",
                "data.size=[16, 16]",
                "--set",
                "checkpoint=[at-powers]",
                "--set",
                "runtime.threads=1");

        assertThat(verified.out()).contains("loss edge-loss\n", "checkpoint policy at-powers\n", ", 0 failed, ");
        assertThat(verified.code()).as(verified.out() + verified.err()).isZero();
        assertThat(run.code()).as(run.out() + run.err()).isZero();
        try (Stream<Path> files = Files.walk(directory.resolve("runs"))) {
            assertThat(files).anyMatch(file -> file.endsWith("checkpoints/doubling-1.safetensors"));
        }
    }

    @Test
    void refusesWhatCannotBecomeAPlugin() throws Exception {
        Files.createDirectories(directory.resolve("mine/src"));

        StartScript.Result kind = septum.run("new-plugin", "edge-loss", "--kind", "los");
        StartScript.Result folder = septum.run("new-plugin", "mine", "--kind", "loss");

        assertThat(kind.err()).contains("--kind los: there is no template of this kind; did you mean 'loss'?");
        assertThat(folder.err())
                .isEqualTo("septum: mine: there is something already; name another folder with --output\n");
        assertThat(List.of(kind.code(), folder.code())).containsOnly(2);
    }
}
