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

    /** What Maven leaves where the start script says. */
    private static final String BUILD = """
            for argument in "$@"; do
                case $argument in
                    -Dapplication.directory=*) application=${argument#*=} ;;
                    -Dnd4j.classifier=*) build=${argument#*=} ;;
                esac
            done
            mkdir -p "$application/framework" "$application/native/$build"
            echo whole > "$application/native/$build/nd4j.jar"
            touch "$application/framework/launcher.jar"
            """;

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
        program("bin/mvn", BUILD, "echo \"$@\" > '" + directory + "/maven-arguments'");
        pretendAJava("printf '<%s>' \"$@\"");

        StartScript.Result result = septum.run("run", "an experiment.yaml");

        assertThat(result.err()).isEqualTo("septum: Building Septum (first use) ...\n");
        assertThat(Files.readString(directory.resolve("maven-arguments")))
                .contains("-f " + home + "/pom.xml", "-Dnd4j.classifier=some-platform-some-build", "package");
        assertThat(result.out())
                .contains("<" + application + "/framework/*:" + application + "/lib/*:" + application
                        + "/native/some-platform-some-build/*>")
                .contains("<-Dseptum.home=" + home + ">")
                .endsWith("<org.septum.launcher.Main><run><an experiment.yaml>");
    }

    /** As a build that was killed in the midst of copying a jar; Maven would take what is there for the newest. */
    @Test
    void keepsNothingOfABuildThatWasKilled() throws Exception {
        program("bin/mvn", BUILD, "rm \"$application/framework/launcher.jar\"", "kill -9 $PPID", "exit 1");
        pretendAJava("cat '" + home + "/launcher/target/app/native/some-platform-some-build/nd4j.jar'");
        Path classes = Files.createDirectories(home.resolve("bundles/engine/target/classes"));

        StartScript.Result killed = septum.run("plugins");

        assertThat(killed.code()).isEqualTo(128 + 9);
        Path half = home.resolve("launcher/target/app.building/native/some-platform-some-build/nd4j.jar");
        assertThat(half).exists();
        Files.writeString(half, "half");

        program("bin/mvn", "[ ! -e '" + classes + "' ] || exit 1", BUILD);
        StartScript.Result second = septum.run("plugins");

        assertThat(second.err()).isEqualTo("septum: Building Septum (first use) ...\n");
        assertThat(second.out()).isEqualTo("whole\n");
        assertThat(half.getParent().getParent()).doesNotExist();
    }

    /** The other native build stays: a machine may start Septum with either. */
    @Test
    void addsAnotherNativeBuild() throws Exception {
        program("bin/mvn", BUILD);
        pretendAJava("exit 0");
        septum.run("plugins");

        septum.with("SEPTUM_CLASSIFIER", "some-other").run("plugins");

        Path builds = home.resolve("launcher/target/app/native");
        assertThat(builds.resolve("some-other/nd4j.jar")).exists();
        assertThat(builds.resolve("some-platform-some-build/nd4j.jar")).exists();
    }

    @Test
    void theSecondOfTwoWaitsForTheFirstOnesBuild() throws Exception {
        Path gate = directory.resolve("gate");
        new ProcessBuilder("mkfifo", gate.toString()).start().waitFor();
        program("bin/mvn", "echo built >> '" + directory + "/builds'", "cat '" + gate + "'", BUILD);
        pretendAJava("echo started");
        Process first = septum.pipe("plugins");
        String building = first.errorReader().readLine();

        Process second = septum.pipe("plugins");
        String waiting = second.errorReader().readLine();
        Files.writeString(gate, "");

        assertThat(building).isEqualTo("septum: Building Septum (first use) ...");
        assertThat(waiting).isEqualTo("septum: waiting for another process that builds Septum ...");
        assertThat(first.inputReader().readLine()).isEqualTo("started");
        assertThat(second.inputReader().readLine()).isEqualTo("started");
        assertThat(directory.resolve("builds")).hasContent("built");
    }

    @Test
    void saysThatAFolderCannotBeWrittenTo() throws Exception {
        Files.writeString(home.resolve("launcher/target"), "a file, as root may write to every folder");

        StartScript.Result result = septum.run("plugins");

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).isEqualTo("""
                septum: cannot build Septum: nothing can be written to %s/launcher/target.
                septum: Start Septum once as a user who may write there, or use a copy of the folder.
                """.formatted(home));
    }

    /** With CDPATH, cd goes to other folders than the one named, and prints where it went. */
    @Test
    void findsItselfWithCdpath() throws Exception {
        program("bin/mvn", BUILD);
        pretendAJava("printf '<%s>' \"$@\"");
        Files.createDirectories(directory.resolve("elsewhere/my checkout/launcher"));

        StartScript.Result result = new StartScript(Path.of("my checkout/launcher/septum"), directory)
                .with("CDPATH", directory.resolve("elsewhere") + ":.")
                .with("PATH", directory + "/bin:" + System.getenv("PATH"))
                .with("SEPTUM_CLASSIFIER", "some-platform-some-build")
                .with("JAVA_HOME", directory + "/jdk")
                .run("plugins");

        assertThat(result.out()).contains("<-Dseptum.home=" + home + ">");
    }

    @Test
    void refusesAFolderWhoseNameAClassPathCannotHold() throws Exception {
        Path script = Files.createDirectories(directory.resolve("a:b/launcher")).resolve("septum");
        Files.copy(Path.of("septum"), script);

        StartScript.Result result = new StartScript(script, directory).run("plugins");

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).contains("a:b, and Java takes a ':'", "Rename that folder");
    }

    @Test
    void refusesToStartWithFewOpenFiles() throws Exception {
        StartScript.Result result =
                septum.through("ulimit -n 64; exec \"$0\" \"$@\"").run("plugins");

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err())
                .isEqualTo("septum: a process may open only 64 files here, and Septum needs 128: raise the limit"
                        + " (ulimit -n).\n");
    }

    /** Java would open other files under these numbers, and the application writes to them. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void givesClosedStreamsAPlaceToLead() throws Exception {
        program("bin/mvn", BUILD);
        String file = directory + "/led";
        pretendAJava("for i in 0 1 2; do led=$(readlink /proc/$$/fd/$i); echo \"$led\" >> '" + file + "'; done");

        septum.through("exec \"$0\" \"$@\" <&- >&- 2>&-").run("plugins");

        assertThat(Files.readAllLines(directory.resolve("led"))).containsExactly("/dev/null", "/dev/null", "/dev/null");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void givesJavaALocaleThatKnowsAllNamesOfFiles() throws Exception {
        program("bin/mvn", BUILD);
        pretendAJava("locale charmap");

        assertThat(septum.with("LC_ALL", "C").run("plugins").out()).isEqualTo("UTF-8\n");
        assertThat(septum.with("LC_ALL", "xx_XX.UTF-8").run("plugins").out()).isEqualTo("UTF-8\n");
    }

    @Test
    void takesTheFolderForTemporaryFilesThatIsThere() throws Exception {
        program("bin/mvn", BUILD);
        pretendAJava("printf '<%s>' \"$@\"");

        assertThat(septum.with("TMPDIR", directory.toString()).run("plugins").out())
                .contains("<-Djava.io.tmpdir=" + directory + ">");
        assertThat(septum.with("TMPDIR", directory + "/gone").run("plugins").out())
                .doesNotContain("java.io.tmpdir");
    }

    /** An empty entry, as a colon at the beginning makes one, stands for the current folder. */
    @Test
    void noNativeLibraryComesFromTheFolderOneStandsIn() throws Exception {
        program("bin/mvn", BUILD);
        pretendAJava("printf '%s' \"$LD_LIBRARY_PATH\"");

        assertThat(septum.with("LD_LIBRARY_PATH", ":/usr/lib::more:./x:/opt/a b")
                        .run("plugins")
                        .out())
                .isEqualTo("/usr/lib:/opt/a b");
        assertThat(septum.with("LD_LIBRARY_PATH", ".").run("plugins").out()).isEmpty();
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

    private void pretendAJava(String... lines) throws IOException {
        program("jdk/bin/java", lines);
        Files.writeString(directory.resolve("jdk/release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"17.0.9\"\n");
        septum.with("JAVA_HOME", directory + "/jdk");
    }

    private void program(String name, String... lines) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
