// SPDX-License-Identifier: Apache-2.0
package org.septum.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.compare.ablation.Ledger;
import org.septum.compare.read.RunFolder;
import org.septum.services.compare.RunComparison.Listing;
import org.septum.testkit.fuzz.Fuzz;

/**
 * Damaged files of a run's folder, each in turn: whatever it holds, the list of runs has the other run. The long form:
 * {@code mvn -pl bundles/compare -am verify -Dtest='*FuzzTest' -Dsurefire.failIfNoSpecifiedTests=false -Dseptum.fuzz=100000
 * -Dtest.heap=512m}.
 */
class RunFolderFuzzTest {

    private static final String[] JSON = {
        "{",
        "}",
        "[",
        "]",
        "[[[[[[[[",
        "null",
        "true",
        ":",
        ",",
        "\"",
        "\\u0000",
        "1e999",
        "{\"a\":",
        "\"start\":",
        "\"x\""
    };
    private static final String[] CSV = {
        ",", "\n", "\"", "\"\"", "\r\n", "nan", "inf", "-inf", "1e999", "'=", "0x1p3", "mean", "\n\n", "\"\n", ",,,,,,,"
    };
    private static final String[] YAML = {
        "&a ",
        "*a",
        "<<: *a",
        "!!java.net.URL ",
        "? ",
        "? [a, b] : c\n",
        "- ",
        "{",
        "}",
        "[",
        "[[[[[[[[",
        "]",
        "\"",
        "\n",
        "\n  ",
        "---\n",
        "|\n",
        "#",
        "null",
        "~",
        "type: ",
        "\t",
        ": ",
        "name: ",
        "seed: "
    };

    @TempDir
    private Path folder;

    private Path run;

    @BeforeEach
    void twoRuns() {
        run = new SampleRun("base", 1)
                .mean(0.91)
                .dice("p1-1", 0.9)
                .dice("p2-1", 0.8)
                .write(folder);
        new SampleRun("base", 2).mean(0.9).dice("p1-1", 0.9).write(folder);
    }

    private void fuzz(String file, String[] words) throws IOException {
        Fuzz.Result result = new Fuzz(file, input -> read(file, input))
                .from(Files.readAllBytes(run.resolve(file)))
                .words(words)
                .run();
        assertThat(result.accepted()).isPositive();
    }

    /** The list must have the other run; what is asked for the damaged one alone may be refused. */
    private void read(String file, byte[] input) throws IOException {
        Files.write(run.resolve(file), input);
        List<List<String>> rows = new RecordedRunComparison(null, null)
                .list(new Listing(folder, List.of("status!=x"), Optional.of("name"), false, List.of()))
                .rows();
        assertThat(rows).hasSize(2).anySatisfy(row -> assertThat(row.get(0)).contains("seed-2"));
        RunFolder one = RunFolder.read(run);
        one.provenance().facts();
        one.provenance().seconds();
        one.provenance().contents("images");
        one.provenance().attributeNames().forEach(one.provenance()::attribute);
        one.provenance().metricDefinition("structures", "dice");
        one.recordedSettings();
        one.lastScores();
        one.cases();
        one.medianStepSeconds();
    }

    @Test
    void experiments() throws IOException {
        fuzz("experiment.yaml", YAML);
    }

    @Test
    void provenances() throws IOException {
        fuzz("provenance.json", JSON);
    }

    @Test
    void statuses() throws IOException {
        fuzz("status.json", JSON);
    }

    @Test
    void metrics() throws IOException {
        fuzz("metrics.csv", CSV);
    }

    @Test
    void cases() throws IOException {
        fuzz("cases.csv", CSV);
    }

    @Test
    void steps() throws IOException {
        fuzz("steps.csv", CSV);
    }

    @Test
    void ledgers() {
        Fuzz.Result result = new Fuzz("ledger", input -> {
                    Files.write(folder.resolve("ablation.json"), input);
                    Ledger.read(folder);
                })
                .from("""
                        {"baseline": "base", "accepted-changes": ["x"], "runs": [{"variant": "base",
                         "repetition": "seed=1", "directory": "sample/base/seed-1-3abc", "state": "finished", "detail": ""}]}
                        """.getBytes(StandardCharsets.UTF_8))
                .words(JSON)
                .run();
        assertThat(result.accepted()).isPositive();
        assertThat(result.refused()).isPositive();
    }
}
