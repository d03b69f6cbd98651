// SPDX-License-Identifier: Apache-2.0
package org.septum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.UserError;
import org.septum.cli.machine.CudaProbe;
import org.septum.services.plan.Planner;
import org.septum.services.plan.Starter;

class InitCommandTest {

    private final FakeStarter starter = new FakeStarter();

    @TempDir
    Path folder;

    /** Notes what is wished for. */
    private static final class FakeStarter implements Starter {

        private Wishes wishes;
        private UserError failure;

        @Override
        public Draft draft(Wishes wished, Planner.Watch watch) {
            wishes = wished;
            watch.tell("measured nothing");
            if (failure != null) {
                throw failure;
            }
            return new Draft("septum: 1\n", List.of("recognized as made"), List.of("data.split: look\u001b here"));
        }
    }

    private Invocation init(String... more) {
        CudaProbe noGpu = new CudaProbe("no-such-program", List.of(Path.of("nowhere")), Duration.ofSeconds(1));
        String[] arguments = new String[1 + more.length];
        arguments[0] = "init";
        System.arraycopy(more, 0, arguments, 1, more.length);
        return Invocation.of(FakeServices.septum(FakeServices.of(starter), noGpu, false), arguments);
    }

    @Test
    void writesTheFileAndEndsWithTheCommandsToGoOnWith() {
        Path file = folder.resolve("my heart.yaml");
        Invocation init = init("data", "-o", file.toString());
        assertThat(init.code()).as(init.err()).isZero();
        assertThat(init.out()).isEqualTo(file + "\n");
        assertThat(file).content().isEqualTo("septum: 1\n");
        assertThat(init.err())
                .startsWith("septum: measured nothing\nseptum: recognized as made\nseptum: CHECK: data.split: look")
                .doesNotContain("\u001b")
                .contains("septum: go on with:\n")
                .contains(" validate '" + file + "'\n", " data check '" + file + "'\n")
                .endsWith(" run '" + file + "'\n");
        assertThat(starter.wishes)
                .isEqualTo(new Starter.Wishes(Path.of("data"), Optional.empty(), List.of(), Optional.empty(), false));
    }

    @Test
    void handsOnWhatIsWishedFor() {
        init(
                "data",
                "-o",
                folder.resolve("a.yaml").toString(),
                "--plan",
                "--type",
                "nifti",
                "--images",
                "{id}_t1.nii",
                "--images",
                "{id}_t2.nii",
                "--masks",
                "{id}_seg.nii");
        assertThat(starter.wishes)
                .isEqualTo(new Starter.Wishes(
                        Path.of("data"),
                        Optional.of("nifti"),
                        List.of("{id}_t1.nii", "{id}_t2.nii"),
                        Optional.of("{id}_seg.nii"),
                        true));
    }

    /** Nobody wants to wait for a long look at the data to be told then. */
    @Test
    void refusesToReplaceAFileBeforeItLooksAtAnything() throws Exception {
        Path file = Files.writeString(folder.resolve("a.yaml"), "mine\n");
        Invocation init = init("data", "-o", file.toString());
        assertThat(init.code()).isEqualTo(2);
        assertThat(init.err()).contains("there is such a file already; it is not replaced", "--force");
        assertThat(starter.wishes).isNull();
        assertThat(init("data", "-o", file.toString(), "--force").code()).isZero();
        assertThat(file).content().isEqualTo("septum: 1\n");
    }

    @Test
    void asksForAFolderThatIsThereBeforeItLooksAtAnything() {
        Path missing = folder.resolve("not there");
        Invocation init = init("data", "-o", missing.resolve("a.yaml").toString());
        assertThat(init.code()).isEqualTo(2);
        assertThat(init.err()).contains("there is no folder " + missing + "; make it");
        assertThat(starter.wishes).isNull();
    }

    @Test
    void leavesNothingWhereNothingIsRecognized() {
        starter.failure = new UserError("data: nothing here");
        Invocation init = init("data", "-o", folder.resolve("a.yaml").toString());
        assertThat(init.code()).isEqualTo(2);
        assertThat(init.out()).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }
}
