// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** From an experiment's data to a plan that is an experiment, and trains. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class PlanIT {

    private static final String QUICKSTART = Path.of("../experiments/quickstart.yaml")
            .toAbsolutePath()
            .normalize()
            .toString();

    private static final String DATASET = "data.dataset={type: phantom, patients: 8, slices: 2, size: [40, 32]}";

    @TempDir
    private Path directory;

    private StartScript septum;

    @BeforeEach
    void findTheScript() {
        septum = new StartScript(Path.of("septum").toAbsolutePath(), directory);
    }

    private StartScript.Result plan(String... more) throws Exception {
        String[] arguments = new String[6 + more.length];
        System.arraycopy(
                new String[] {"plan", QUICKSTART, "--set", DATASET, "--set", "runtime.threads=1"}, 0, arguments, 0, 6);
        System.arraycopy(more, 0, arguments, 6, more.length);
        return septum.run(arguments);
    }

    @Test
    void measuresABudgetAndWritesAnExperimentThatTrains() throws Exception {
        StartScript.Result plan =
                plan("--budget", "1h", "--cores", "2", "-o", "plan.yaml", "--fingerprint", "fingerprint.json");
        assertThat(plan.err()).contains("septum: measured 2 samples of 40 x 32 pixels, 32 to 256 channels: ");
        assertThat(plan.code()).isZero();
        assertThat(plan.out()).isEqualTo("plan.yaml\n");
        assertThat(directory.resolve("plan.yaml"))
                .content()
                .startsWith("# Planned by septum plan quickstart.yaml --budget 1h --cores 2. ")
                .contains("# Measured: 2 samples of 40 x 32 pixels")
                .contains("  size: [40, 32]\n")
                .contains("Septum's, not nnU-Net's: what 1h leave");
        assertThat(directory.resolve("fingerprint.json"))
                .content()
                .contains("\"scope\" : \"the training part: ", "\"foreground_intensities\"");

        StartScript.Result validate = septum.run("validate", "plan.yaml");
        assertThat(validate.code()).as(validate.err()).isZero();
        StartScript.Result run =
                septum.run("run", "plan.yaml", "--set", "training.epochs=1", "--set", "model.base-channels=4");
        assertThat(run.code()).as(run.err()).isZero();
    }

    @Test
    void saysTheLeastThatIsNeeded() throws Exception {
        StartScript.Result plan = plan("--memory", "0.001MB");
        assertThat(plan.code()).isEqualTo(2);
        assertThat(plan.out()).isEmpty();
        assertThat(plan.err()).contains("is too small: by nnU-Net's estimate, two patches of ");
    }
}
