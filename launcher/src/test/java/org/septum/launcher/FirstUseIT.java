// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The start script in a checkout that was never built, with a Maven and a Java that only pretend. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class FirstUseIT {

    @TempDir
    private Path directory;

    private Path home;
    private StartScript septum;

    @BeforeEach
    void makeACheckout() throws IOException {
        home = Files.createDirectories(directory.resolve("my checkout")).toRealPath();
        Path script = Files.createDirectories(home.resolve("launcher")).resolve("septum");
        Files.copy(Path.of("septum"), script);
        septum = new StartScript(script, directory)
                .with("PATH", directory + "/bin:" + System.getenv("PATH"))
                .with("SEPTUM_CLASSIFIER", "some-platform-some-build");
    }

    @Test
    void buildsWithTheNativeBuildForThisHostThenStarts() throws Exception {
        Path application = home.resolve("launcher/target/app");
        program(
                "bin/mvn",
                "mkdir -p '" + application + "/framework' '" + application + "/native/some-platform-some-build'",
                "touch '" + application + "/framework/launcher.jar'",
                "echo \"$@\" > '" + directory + "/maven-arguments'");
        program("jdk/bin/java", "printf '<%s>' \"$@\"");
        Files.writeString(directory.resolve("jdk/release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"17.0.9\"\n");

        StartScript.Result result = septum.with("JAVA_HOME", directory + "/jdk").run("run", "an experiment.yaml");

        assertThat(result.err()).isEqualTo("septum: Building Septum (first use) ...\n");
        assertThat(Files.readString(directory.resolve("maven-arguments")))
                .contains("-f " + home + "/pom.xml", "-Dnd4j.classifier=some-platform-some-build", "package");
        assertThat(result.out())
                .contains("<" + application + "/framework/*:" + application + "/lib/*:" + application
                        + "/native/some-platform-some-build/*>")
                .contains("<-Dseptum.home=" + home + ">")
                .endsWith("<org.septum.launcher.Main><run><an experiment.yaml>");
    }

    @Test
    void saysWhereTheLogOfAFailedBuildIs() throws Exception {
        program("bin/mvn", "echo '[ERROR] the registry does not answer'", "exit 1");

        StartScript.Result result = septum.run("plugins");

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).isEqualTo("""
                        septum: Building Septum (first use) ...
                        septum: the build failed; see %s/launcher/target/build.log
                        septum: [ERROR] the registry does not answer
                        """.formatted(home));
    }

    @Test
    void refusesAnOldJava() throws Exception {
        program("jdk/bin/java", "echo 'openjdk version \"1.8.0_292\"' >&2");

        StartScript.Result result = septum.with("JAVA_HOME", directory + "/jdk").run("plugins");

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).contains("too old", "Java 17 or newer");
    }

    private void program(String name, String... lines) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
