// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@link KillResumeProgram}. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class KillResumeIT {

    private static final int KILLS = 3;

    @TempDir
    private Path directory;

    @Test
    void aRunThatIsKilledAtRandomEndsAsIfItHadNotBeen() throws Exception {
        StartScript septum = new StartScript(Path.of("septum").toAbsolutePath(), directory);

        KillResumeProgram.Figures figures = new KillResumeProgram(septum, directory, KILLS, 5).run();

        figures.print();
        assertThat(figures.different()).isEmpty();
        assertThat(figures.instants()).hasSize(KILLS);
        assertThat(figures.announced())
                .hasSize(KILLS)
                .allSatisfy(line -> assertThat(line)
                        .matches("the run was killed; (it goes on .*|all epochs are done, the test is left)"));
    }
}
