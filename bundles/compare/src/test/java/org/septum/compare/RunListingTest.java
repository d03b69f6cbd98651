// SPDX-License-Identifier: Apache-2.0
package org.septum.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.UserError;
import org.septum.common.run.RunLock;
import org.septum.services.compare.RunComparison.Listing;
import org.septum.services.compare.Table;

class RunListingTest {

    private static final String DICE = "test/structures/dice";

    @TempDir
    private Path folder;

    private final RecordedRunComparison comparison = new RecordedRunComparison(null, null);

    @BeforeEach
    void threeRuns() {
        new SampleRun("base", 1).mean(0.91).write(folder);
        new SampleRun("base", 2).mean(0.9234567).write(folder);
        new SampleRun("deep", 1).depth("4").mean(0.5).status("failed").write(folder);
    }

    private List<List<String>> rows(List<String> filters, String sort, boolean reverse) {
        return comparison
                .list(new Listing(folder, filters, Optional.ofNullable(sort), reverse, List.of()))
                .rows();
    }

    private List<String> names(List<String> filters, String sort, boolean reverse) {
        return rows(filters, sort, reverse).stream()
                .map(row -> row.get(0).replaceFirst("sample.", "").replaceFirst("-\\dabc", ""))
                .map(name -> name.replace('\\', '/'))
                .toList();
    }

    @Test
    void showsRunsWithTheirTestScores() {
        Table table = comparison.list(
                new Listing(folder, List.of(), Optional.empty(), false, List.of("seed", "model.depth")));

        assertThat(table.columns().stream().map(Table.Column::heading))
                .containsExactly("RUN", "STATUS", "STARTED", DICE, "model.depth");
        assertThat(table.rows().get(1))
                .containsExactly(
                        Path.of("sample/base/seed-2-3abc").toString(), "finished", "2026-11-24 10:00", "0.9235", "3");
        assertThat(table.title()).isEqualTo("3 of 3 runs in " + folder);
    }

    @Test
    void filtersBySettingsAndMetrics() {
        assertThat(names(List.of("model.depth=4"), null, false)).containsExactly("deep/seed-1");
        assertThat(names(List.of("status!=failed"), null, false)).containsExactly("base/seed-1", "base/seed-2");
        assertThat(names(List.of(DICE + ">=0.91", "seed = 1"), null, false)).containsExactly("base/seed-1");
        assertThat(names(List.of(DICE + "<0.6"), null, false)).containsExactly("deep/seed-1");
        assertThat(names(List.of("optimizer.learning-rate=0.001"), null, false)).hasSize(3);
        assertThat(names(List.of("data.augment[0].type=rotate"), null, false)).isEmpty();
    }

    @Test
    void sortsByAnyOfThem() {
        assertThat(names(List.of(), DICE, false)).containsExactly("base/seed-2", "base/seed-1", "deep/seed-1");
        assertThat(names(List.of(), DICE, true)).containsExactly("deep/seed-1", "base/seed-1", "base/seed-2");
        assertThat(names(List.of(), "status", false).get(0)).isEqualTo("deep/seed-1");
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> names(List.of("model.deph=3"), null, false))
                .isInstanceOf(UserError.class)
                .hasMessage("--filter model.deph: no run in " + folder
                        + " has such a setting or metric; did you mean 'model.depth'?");
        assertThatThrownBy(() -> names(List.of("model.depth"), null, false))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("--filter model.depth: write KEY=VALUE");
        assertThatThrownBy(() -> names(List.of(DICE + ">high"), null, false))
                .hasMessage("--filter " + DICE + ">high: after > a number is needed, found 'high'");
        assertThatThrownBy(() -> names(List.of(), "speed", false)).hasMessageStartingWith("--sort speed: no run in ");
    }

    @Test
    void saysWhatIsNoRun() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));

        assertThatThrownBy(() -> comparison.list(new Listing(empty, List.of(), Optional.empty(), false, List.of())))
                .isInstanceOf(UserError.class)
                .hasMessage(empty + ": there is no run in this folder or below it; a run has experiment.yaml and"
                        + " provenance.json");
        assertThatThrownBy(() -> comparison.difference(empty, empty))
                .isInstanceOf(UserError.class)
                .hasMessage(empty + ": this is not a run's folder: there is no experiment.yaml in it; 'septum runs'"
                        + " lists the runs below a folder");
        assertThatThrownBy(() -> comparison.difference(folder.resolve("no"), empty))
                .hasMessage(folder.resolve("no") + ": there is no such folder");
        assertThatThrownBy(() -> comparison.difference(folder.resolve("smaple"), empty))
                .hasMessage(folder.resolve("smaple") + ": there is no such folder; did you mean '"
                        + folder.resolve("sample") + "'?");
        Path base = folder.resolve("sample/base");
        assertThatThrownBy(() -> comparison.difference(base, empty))
                .hasMessage(base + ": this is not a run's folder, but 2 are below it:\n  " + base.resolve("seed-1-3abc")
                        + "\n  " + base.resolve("seed-2-3abc"));
    }

    @Test
    void tellsWhatDiffersAndNothingElse() {
        Path a = folder.resolve("sample/base/seed-1-3abc");
        Path b = new SampleRun("base", 2)
                .depth("5")
                .bundle("0123456789abcdef")
                .split("bbbb")
                .write(folder);

        Table table = comparison.difference(a, b);

        assertThat(table.rows())
                .containsExactly(
                        List.of("setting", "seed", "1", "2"),
                        List.of("setting", "model.depth", "3", "5"),
                        List.of("provenance", "bundle org.septum.models", "0.1.0 feedfacecafe", "0.1.0 0123456789ab"),
                        List.of("provenance", "data.split-sha256", "aaaa", "bbbb"));
        assertThat(table.title()).isEqualTo("4 differences between A: " + a + " and B: " + b);
        assertThat(comparison.difference(a, a).rows()).isEmpty();
    }

    @Test
    void takesTheNamesOfComponentsThatSetTakes() {
        Table table = comparison.list(new Listing(
                folder,
                List.of("heads.structures.loss=cross-entropy"),
                Optional.empty(),
                false,
                List.of("heads.structures.loss", "heads.structures.metrics", "optimizer", "data.augment")));

        assertThat(table.rows()).hasSize(3);
        assertThat(table.rows().get(0)).endsWith("cross-entropy", "[dice]", "adam", "[flip]");
    }

    @Test
    void oneDamagedRunDoesNotHideTheOthers() throws IOException {
        Path run = folder.resolve("sample/base/seed-1-3abc");
        Files.writeString(run.resolve("metrics.csv"), "epoch,value\n1,2\n");

        assertThat(damage(run))
                .isEqualTo("damaged: " + run.resolve("metrics.csv")
                        + ":1: not a table of this version's reporter csv: it has 2 fields; allowed are rows"
                        + " of epoch,part,head,metric,class,value");
        assertThat(statusOf("seed-1-3abc")).isEqualTo("finished");

        Files.writeString(run.resolve("metrics.csv"), "epoch,part,head,metric,class,value\n1,test,,loss,all,high\n");
        assertThat(damage(run))
                .isEqualTo("damaged: " + run.resolve("metrics.csv")
                        + ":2: not a table of this version's reporter csv: found 'high' where a number is needed; allowed"
                        + " are rows of epoch,part,head,metric,class,value");

        Files.writeString(run.resolve("provenance.json"), "[]");
        assertThat(damage(run))
                .isEqualTo("damaged: " + run.resolve("provenance.json")
                        + ": this is not the provenance of a run: it is no JSON object");
        assertThat(statusOf("seed-1-3abc")).isEqualTo("damaged");
        assertThat(names(List.of("status=damaged"), null, false)).containsExactly("base/seed-1");

        Files.writeString(run.resolve("experiment.yaml"), "a: [");
        assertThat(damage(run))
                .startsWith("damaged: " + run.resolve("experiment.yaml") + ": this is not the experiment of a run:");

        Files.delete(run.resolve("experiment.yaml"));
        assertThat(damage(run)).startsWith("damaged: " + run + ": there is no experiment.yaml in this run's folder: ");
    }

    @Test
    void aRowThatIsBeingWrittenDoesNotCount() throws IOException {
        Path metrics = folder.resolve("sample/base/seed-1-3abc/metrics.csv");
        Files.writeString(metrics, "3,test,struct", StandardOpenOption.APPEND);

        Table table = comparison.list(new Listing(folder, List.of(), Optional.empty(), false, List.of()));

        assertThat(table.title()).isEqualTo("3 of 3 runs in " + folder);
        assertThat(table.rows().get(0)).contains("0.91");
    }

    /** What the list says of a run, in whose row the others' are as ever. */
    private String damage(Path run) {
        Table table = comparison.list(new Listing(folder, List.of(), Optional.empty(), false, List.of()));
        assertThat(table.rows()).hasSize(3);
        assertThat(table.rows().get(1)).contains("finished", "0.9235");
        return table.title().substring(table.title().indexOf("\n- ") + 3);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no POSIX permissions")
    void aFolderThatCannotBeReadDoesNotHideTheOthers() throws IOException {
        Path closed = folder.resolve("sample/deep");
        Set<PosixFilePermission> before = Files.getPosixFilePermissions(closed);
        Files.setPosixFilePermissions(closed, Set.of());
        try {
            assumeFalse(Files.isReadable(closed), "an administrator may read everything");
            Table table = comparison.list(new Listing(folder, List.of(), Optional.empty(), false, List.of()));

            assertThat(table.rows()).hasSize(3);
            assertThat(statusOf("deep")).isEqualTo("damaged");
            assertThat(table.title())
                    .endsWith("\n- damaged: " + closed + ": it cannot be read; look at its permissions");
        } finally {
            Files.setPosixFilePermissions(closed, before);
        }
    }

    @Test
    void aRunWhoseFolderALivingProcessHasIsRunningWhateverIsWritten() {
        Path run = new SampleRun("resumed", 1).status("failed").write(folder);
        try (RunLock lock = RunLock.take(run)) {
            assertThat(statusOf("resumed")).isEqualTo("running");
        }
        assertThat(statusOf("resumed")).isEqualTo("failed");
    }

    @Test
    void tellsARunThatIsGoingOnFromOneThatWasKilled() {
        Path run = new SampleRun("alive", 1).status("running").write(folder);
        assertThat(statusOf("alive")).isEqualTo("killed");
        try (RunLock lock = RunLock.take(run)) {
            assertThat(statusOf("alive")).isEqualTo("running");
        }
        assertThat(statusOf("alive")).isEqualTo("killed");
    }

    private String statusOf(String variant) {
        return rows(List.of(), null, false).stream()
                .filter(row -> row.get(0).contains(variant))
                .findFirst()
                .orElseThrow()
                .get(1);
    }
}
