// SPDX-License-Identifier: Apache-2.0
package org.septum.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.septum.api.UserError;
import org.septum.compare.read.RunFolder;
import org.septum.services.compare.RunComparison.Listing;
import org.septum.services.compare.Table;

/** Run folders that somebody made to do harm, or a disk has spoiled: the list of runs has the others, in bounded time. */
class HostileRunTest {

    private static final String METRICS = "epoch,part,head,metric,class,value\n";

    @TempDir
    private Path folder;

    private Path run;

    @BeforeEach
    void twoRuns() {
        run = new SampleRun("base", 1).mean(0.91).dice("p1-1", 0.9).write(folder);
        new SampleRun("base", 2).mean(0.9).write(folder);
    }

    /** What is said of the damaged run; the other one is listed as ever. */
    private String damage() {
        Table table = new RecordedRunComparison(null, null)
                .list(new Listing(folder, List.of(), Optional.empty(), false, List.of()));
        assertThat(table.rows()).hasSize(2);
        assertThat(table.rows().get(1)).contains("finished", "0.9");
        return table.title().replaceFirst("(?s).*- damaged: ", "");
    }

    private String experiment(String text) throws IOException {
        Files.writeString(run.resolve("experiment.yaml"), text);
        return damage();
    }

    @Test
    void experimentsThatAreNone() throws IOException {
        Path file = run.resolve("experiment.yaml");
        assertThat(experiment("? [a, b] : c\n"))
                .isEqualTo(file + ":1: this is not the experiment of a run: a key must be a word");
        assertThat(experiment("name: x\nseed: 1\n" + "# a comment\n".repeat(400_000)))
                .startsWith(file + ": this file has 4800016 bytes, allowed are 1048576; ");
        assertThat(experiment("name: x\nseed: 1\n#" + " ".repeat(1_000_000)))
                .isEqualTo(file + ": this is not the experiment of a run: a line has 1000001 characters, allowed are"
                        + " 131072");
        assertThat(experiment("name: x\nseed: 1\n? " + "k".repeat(100_000) + "\n: {" + "a: 1}\n"))
                .contains("the path of a setting has 100000 characters, allowed are 1000");
        String repeated = "a: &a " + "x".repeat(100_000) + "\nb: [" + "*a, ".repeat(20_000) + "]\n";
        assertThat(experiment("name: x\nseed: 1\n" + repeated))
                .contains("its settings have more characters than 4194304");
        assertThat(experiment("a: " + "[".repeat(30_000))).contains("this is not the experiment of a run: ");
    }

    @Test
    void provenancesThatAreNone() throws IOException {
        Path file = run.resolve("provenance.json");
        Files.writeString(file, "[".repeat(200_000));
        assertThat(damage()).startsWith(file + ": this is not the provenance of a run: it is nested deeper, or");
        Files.writeString(file, "{\"seconds\": " + "9".repeat(100_000) + "}");
        assertThat(damage()).startsWith(file + ": this is not the provenance of a run: ");
        Files.writeString(file, "{\"start\": {\"a\": 1}, \"data\": [1], \"bundles\": 3, \"heads\": \"x\"}");
        assertThat(damage()).startsWith("2 of 2 runs");
        Files.writeString(file, "{\"data\": [" + "0,".repeat(4_000_000) + "0]}");
        assertThat(damage())
                .startsWith(file + ": this is not the provenance of a run: it is nested deeper, or holds more");
        Files.writeString(file, "{\"bundles\": [" + "{\"name\": \"b\", \"version\": 1},".repeat(2) + "{}]}");
        assertThat(RunFolder.read(run).provenance().facts()).containsEntry("bundle b", "1, 1");
        Files.delete(file);
        Files.createDirectory(file);
        assertThat(damage()).contains("there is no provenance.json in this run's folder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[", "[1]", "{\"status\": [1]}", "{\"status\": \"so so\"}", "{\"status\": 1e999}"})
    void aStatusThatIsNoneIsUnknown(String text) throws IOException {
        Files.writeString(run.resolve("status.json"), text);
        assertThat(damage()).startsWith("2 of 2 runs");
        assertThat(RunFolder.status(run)).isEqualTo("unknown");
    }

    /** Reading from a pipe that nobody writes to waits for ever, and /dev/zero has no end. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void pipesAndDevicesAreNotRead() throws Exception {
        for (String name : List.of("status.json", "metrics.csv", "experiment.yaml", "provenance.json")) {
            Path file = run.resolve(name);
            byte[] before = Files.readAllBytes(file);
            Files.delete(file);
            assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                    .isZero();
            assertThat(damage()).isNotEmpty();
            Files.delete(file);
            Files.createSymbolicLink(file, Path.of("/dev/zero"));
            assertThat(damage()).isNotEmpty();
            Files.delete(file);
            Files.write(file, before);
        }
        assertThat(damage()).startsWith("2 of 2 runs");
    }

    private String metrics(String rows) throws IOException {
        Files.writeString(run.resolve("metrics.csv"), METRICS + rows);
        return damage();
    }

    @Test
    void tablesThatAreNone() throws IOException {
        String place = run.resolve("metrics.csv") + ":";
        String none = ": not a table of this version's reporter csv: ";
        assertThat(metrics("1,test,s,dice,mean,0.5\n2,test,\"" + "x".repeat(200_000)))
                .startsWith(place + "3" + none + "it is longer than 65536 characters; allowed are rows of epoch,part");
        assertThat(metrics("1,test,s,dice,mean,0.5\n1,test,s,dice,mean,0.5\n"))
                .startsWith(place + "3" + none + "epoch 1 has the score test/s/dice a second time;");
        for (String epoch : List.of("nan", "1e9", "-1", "99999999999", "")) {
            assertThat(metrics(epoch + ",test,s,dice,mean,0.5\n"))
                    .startsWith(place + "2" + none + "found '" + epoch
                            + "' where a whole number of at most nine digits is needed");
        }
    }

    /** As many names as there are rows need gigabytes, and minutes. */
    @Test
    void aRunHasNotAsManyScoresAsAFileHasRows() throws IOException {
        String none = ": not a table of this version's reporter csv: ";
        StringBuilder rows = new StringBuilder();
        StringBuilder cases = new StringBuilder("part,head,metric,class,unit,case,group,value,empty-rule\n");
        for (int i = 0; i <= 100_000; i++) {
            rows.append("1,train,h").append(i).append(",dice,c,0.5\n");
            cases.append("test,h").append(i).append(",dice,c,slice,1,1,0.5,false\n");
        }
        assertThat(metrics(rows.toString()))
                .startsWith(run.resolve("metrics.csv") + ":100002" + none
                        + "it has more than 100000 scores of different names; allowed are rows of epoch,");
        assertThat(metrics("1,test," + "h".repeat(501) + ",dice,mean,0.5\n"))
                .contains("metrics.csv:2" + none + "the name of a score has 501 characters, allowed are 500;");
        assertThat(metrics("1,test,s,dice,mean,0." + "5".repeat(99) + "\n"))
                .contains(
                        "metrics.csv:2" + none + "found '0.55555555555555555555555555555555555555...' where a number");
        Files.writeString(run.resolve("cases.csv"), cases);
        assertThatThrownBy(() -> RunFolder.read(run).cases())
                .hasMessageStartingWith(run.resolve("cases.csv") + ":100002" + none + "it has more than 100000 scores");
    }

    @Test
    void aRunHasAMillionCases() throws IOException {
        StringBuilder cases = new StringBuilder("part,head,metric,class,unit,case,group,value,empty-rule\n");
        for (int i = 0; i <= 1 << 20; i++) {
            cases.append("test,h,d,c,s,").append(i).append(",1,0,false\n");
        }
        Files.writeString(run.resolve("cases.csv"), cases);
        assertThatThrownBy(() -> RunFolder.read(run).cases())
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(run.resolve("cases.csv")
                        + ":1048578: not a table of this version's reporter csv: it has more than 1048576 cases;");
    }

    @Test
    void theScoresOfOneRunHideNotThoseOfAll() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            rows.append("1,test,h").append(i).append(",dice,mean,0.5\n");
        }
        assertThat(metrics(rows + "1,test,structures,dice,mean,0.25\n"))
                .isEqualTo("2 of 2 runs in " + folder + "; 951 of their scores are not shown, --show has each");
        Table table = new RecordedRunComparison(null, null)
                .list(new Listing(folder, List.of(), Optional.empty(), false, List.of("test/h999/dice")));
        assertThat(table.columns())
                .hasSize(3 + 50 + 1)
                .extracting(Table.Column::heading)
                .contains("test/h999/dice");
        assertThat(table.columns().get(3).heading()).isEqualTo("test/structures/dice");
    }

    /** A name, or a fact, with the end of a line in it would begin a line of its maker's among Septum's. */
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aFoldersNameEndsNoLine() throws IOException {
        Path forged = run.resolveSibling("x\nseptum: run finished");
        Files.move(run, forged);
        assertThat(new RecordedRunComparison(null, null)
                        .list(new Listing(folder, List.of(), Optional.empty(), false, List.of()))
                        .title()
                        .lines())
                .containsExactly(
                        "2 of 2 runs in " + folder,
                        "- damaged: " + forged.getParent()
                                + "/x\\u000aseptum: run finished: the name has characters that"
                                + " cannot be printed, shown as their numbers; rename the folder");
        assertThatThrownBy(() -> Selection.of(List.of(folder)))
                .hasMessageContaining(
                        "\n  left out: " + forged.getParent() + "/x\\u000aseptum: run finished: the name");
    }

    @Test
    void aStartThatIsNoTimeIsNone() throws IOException {
        for (String start : List.of("x\\nseptum: run finished", "x".repeat(100_000))) {
            Files.writeString(run.resolve("provenance.json"), "{\"start\": \"" + start + "\"}");
            assertThat(RunFolder.read(run).provenance().start()).isEmpty();
        }
    }

    @Test
    void aCaseCountsOnce() throws IOException {
        String row = Files.readAllLines(run.resolve("cases.csv")).get(1) + "\n";
        Files.writeString(run.resolve("cases.csv"), row, StandardOpenOption.APPEND);
        assertThatThrownBy(() -> RunFolder.read(run).cases())
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(run.resolve("cases.csv")
                        + ":3: not a table of this version's reporter csv: the case 'p1-1' has the score"
                        + " test/structures/dice/lv a second time;");
    }

    /** In Java's patterns, digits that may belong to either of two parts need the square of their number. */
    @Test
    void aLongNumberThatIsNoneIsComparedAsAText() throws IOException {
        experiment("name: x\nseed: 1\nnote: \"" + "1".repeat(120_000) + "x\"\n");
        assertThat(new RecordedRunComparison(null, null)
                        .list(new Listing(folder, List.of("note=1"), Optional.empty(), false, List.of()))
                        .rows())
                .isEmpty();
    }
}
