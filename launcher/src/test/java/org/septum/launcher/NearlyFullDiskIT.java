// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A system that takes only the first part of a write, as it does when the disk becomes full amid it: the limit on a file's
 * size does the same.
 */
@EnabledOnOs({OS.LINUX, OS.MAC})
class NearlyFullDiskIT {

    private static final int LIMIT = 100;

    @TempDir
    private Path directory;

    @Test
    void aFileThatIsTakenInPartDoesNotAppear() throws Exception {
        Path script = Files.write(
                directory.resolve("limited"),
                List.of(
                        "#!/bin/sh",
                        "ulimit -f " + LIMIT,
                        "exec '" + Path.of("septum").toAbsolutePath() + "' \"$@\""));
        assertThat(script.toFile().setExecutable(true)).isTrue();
        Path file = directory.resolve("schema.json");

        StartScript.Result unlimited =
                new StartScript(Path.of("septum").toAbsolutePath(), directory).run("schema", "-o", file.toString());
        assertThat(unlimited.err()).isEmpty();
        assertThat(file).content().hasSizeGreaterThan(2 * LIMIT * 1024);
        Files.writeString(file, "what was there before");

        StartScript.Result limited = new StartScript(script, directory).run("schema", "-o", file.toString());
        assertThat(limited.code()).isEqualTo(4);
        assertThat(limited.err()).startsWith("septum: cannot write " + file + ": ");
        assertThat(file).hasContent("what was there before");
        assertThat(directory.toFile().list()).containsExactlyInAnyOrder("limited", "schema.json");
    }
}
