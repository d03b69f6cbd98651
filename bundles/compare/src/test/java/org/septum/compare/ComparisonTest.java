// SPDX-License-Identifier: Apache-2.0
package org.septum.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.UserError;
import org.septum.api.compare.RunComparison.Request;
import org.septum.api.compare.RunComparison.Result;

class ComparisonTest {

    @TempDir
    private Path folder;

    private final RecordedRunComparison comparison = new RecordedRunComparison();

    private Result compare(Path... runs) {
        return compare(false, runs);
    }

    private Result compare(boolean commonCases, Path... runs) {
        return comparison.compare(
                new Request(List.of(runs), Optional.empty(), commonCases, Optional.of(folder.resolve("out"))));
    }

    /** The rows of comparison.csv by column, those of one variant. */
    private List<Map<String, String>> rows(String variant) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("out/comparison.csv"));
        List<String> columns = List.of(lines.get(0).split(","));
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1);
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                row.put(columns.get(i), cells[i].replace("\"", ""));
            }
            if (row.get("variant").equals(variant)) {
                rows.add(row);
            }
        }
        return rows;
    }

    private double value(String variant, String column) throws IOException {
        return Double.parseDouble(rows(variant).get(0).get(column));
    }

    @Test
    void keepsTheSpreadsOverSeedsAndCasesApart() throws IOException {
        // Cases' means over the seeds: 0.80, 0.90; the seeds' means: 0.84, 0.86.
        new SampleRun("base", 1).dice("p1", 0.78).dice("p2", 0.90).write(folder);
        new SampleRun("base", 2).dice("p1", 0.82).dice("p2", 0.90).write(folder);
        new SampleRun("deep", 1).depth("4").dice("p1", 0.80).dice("p2", 0.94).write(folder);

        compare(folder);

        assertThat(value("base", "mean")).isCloseTo(0.85, within(1e-12));
        assertThat(value("base", "SD over seeds")).isCloseTo(0.02 / Math.sqrt(2), within(1e-12));
        assertThat(value("base", "SD over cases")).isCloseTo(0.10 / Math.sqrt(2), within(1e-12));
        assertThat(value("deep", "difference")).isCloseTo(0.02, within(1e-12));
        assertThat(rows("base").get(0).get("difference")).isEmpty();
        assertThat(rows("deep").get(0)).containsEntry("SD over seeds", "nan").containsEntry("marks", "single seed");
        assertThat(rows("base").get(0)).containsEntry("runs", "2").containsEntry("marks", "");
    }

    @Test
    void findsNoDifferenceBetweenEqualRuns() throws IOException {
        Path a = run("base", 1, 0, 20).write(folder.resolve("a"));
        Path b = run("base", 1, 0, 20).write(folder.resolve("b"));

        Result result = compare(a, b);

        Map<String, String> row = rows("base #2").get(0);
        assertThat(row)
                .containsEntry("difference", "0.0")
                .containsEntry("95 % low", "0.0")
                .containsEntry("95 % high", "0.0")
                .containsEntry("p", "1.0")
                .containsEntry("p (Holm)", "1.0");
        assertThat(result.tables().get(0).rows()).hasSize(2);
        assertThat(Files.readString(folder.resolve("out/comparison.html"))).contains("No case changed.");
    }

    @Test
    void findsAPlantedGainOfOnePoint() throws IOException {
        for (int seed = 1; seed <= 3; seed++) {
            run("base", seed, 0, 20).write(folder);
            run("better", seed, 0.01, 20).depth("4").write(folder);
            run("same", seed, 0, 20).depth("5").write(folder);
        }

        compare(folder);

        assertThat(value("better", "difference")).isCloseTo(0.01, within(0.004));
        assertThat(value("better", "95 % low")).isPositive();
        assertThat(value("better", "p (Holm)")).isLessThan(0.01);
        assertThat(value("same", "95 % low")).isNegative();
        assertThat(value("same", "95 % high")).isPositive();
        assertThat(value("same", "p (Holm)")).isGreaterThan(0.05);
        assertThat(value("better", "detectable")).isLessThan(0.01);
    }

    /** Patients differ by 5 points of Dice, and each result by another point at random. */
    private static SampleRun run(String variant, int seed, double gain, int patients) {
        SampleRun run = new SampleRun(variant, seed);
        Random chance = new Random(Arrays.hashCode(new int[] {variant.hashCode(), seed}));
        for (int p = 0; p < patients; p++) {
            double own = new Random(p).nextGaussian();
            run.dice("patient" + p, 0.8 + 0.05 * own + 0.01 * chance.nextGaussian() + gain);
        }
        return run;
    }

    @Test
    void countsPatientsAsOneHoweverManyCasesTheyHave() throws IOException {
        new SampleRun("base", 1)
                .dice("p1-ED", 0.8)
                .dice("p1-ES", 0.7)
                .dice("p2-ED", 0.9)
                .write(folder);
        new SampleRun("deep", 1)
                .depth("4")
                .dice("p1-ED", 0.9)
                .dice("p1-ES", 0.9)
                .dice("p2-ED", 0.9)
                .write(folder);

        compare(folder);

        assertThat(rows("deep").get(0)).containsEntry("cases", "3").containsEntry("patients", "2");
        assertThat(value("deep", "difference")).isCloseTo(0.1, within(1e-12));
        assertThat(value("deep", "effect d")).isCloseTo(0.075 / (0.15 / Math.sqrt(2)), within(1e-9));
    }

    @Test
    void leavesUndefinedCasesOutOfBothAndCountsThem() throws IOException {
        new SampleRun("base", 1)
                .dice("p1", 0.8)
                .dice("p2", Double.NaN)
                .dice("p3", 0.5)
                .write(folder);
        new SampleRun("deep", 1)
                .depth("4")
                .dice("p1", Double.NaN)
                .dice("p2", 0.9)
                .dice("p3", 0.6)
                .write(folder);

        compare(folder);

        assertThat(rows("deep").get(0))
                .containsEntry("cases", "2")
                .containsEntry("undefined", "1")
                .containsEntry("patients", "1")
                .containsEntry("95 % low", "nan");
        assertThat(value("deep", "difference")).isCloseTo(0.1, within(1e-12));
    }

    @Test
    void pairsRunsOfSplitsThatDependOnTheSeed() throws IOException {
        new SampleRun("base", 1).split("s1").dice("p1", 0.8).dice("p2", 0.7).write(folder);
        new SampleRun("base", 2).split("s2").dice("p2", 0.5).dice("p3", 0.9).write(folder);
        new SampleRun("deep", 1)
                .depth("4")
                .split("s1")
                .dice("p1", 0.9)
                .dice("p2", 0.7)
                .write(folder);
        new SampleRun("deep", 2)
                .depth("4")
                .split("s2")
                .dice("p2", 0.5)
                .dice("p3", 0.9)
                .write(folder);

        compare(folder);

        assertThat(rows("deep").get(0)).containsEntry("cases", "4").containsEntry("patients", "3");
        assertThat(value("deep", "difference")).isCloseTo(0.025, within(1e-12));
    }

    @Test
    void refusesRunsOfOtherCasesAndSaysWhich() throws IOException {
        Path a = new SampleRun("base", 1).dice("p1", 0.8).dice("p2", 0.7).write(folder);
        Path b = new SampleRun("deep", 1)
                .depth("4")
                .dice("p1", 0.9)
                .dice("p3", 0.6)
                .write(folder);

        assertThatThrownBy(() -> compare(a, b))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("these runs cannot be compared:\n  the test cases: 1 of 2 only in 'base' seed 1"
                        + " (p2); 1 of 2 only in 'deep' seed 1 (p3)\n--common-cases compares ");

        Result common = compare(true, a, b);

        assertThat(value("deep", "difference")).isCloseTo(0.1, within(1e-12));
        assertThat(rows("deep").get(0)).containsEntry("cases", "1");
        assertThat(Files.readString(folder.resolve("out/comparison.md"))).contains("single seed, common cases");
        assertThat(common.warnings().get(0))
                .startsWith("common cases only (--common-cases), although: the test cases:");
    }

    @Test
    void refusesOtherSplitsLabelsAndMetrics() {
        Path base = new SampleRun("base", 1).dice("p1", 0.8).write(folder);
        Path split = new SampleRun("split", 1)
                .depth("4")
                .split("bbbb")
                .dice("p1", 0.8)
                .write(folder);
        Path empty = new SampleRun("empty", 1).empty("one").dice("p1", 0.8).write(folder);
        Path labels = new SampleRun("labels", 1)
                .labels("[background, myocardium]")
                .dice("p1", 0.8)
                .write(folder);

        assertThatThrownBy(() -> compare(base, split))
                .hasMessageContaining(
                        "the split: seed 1 of 'split' have other training and test cases than seed 1 of" + " 'base'");
        assertThatThrownBy(() -> compare(base, empty))
                .hasMessageContaining("the definition of the metric 'dice' of the head 'structures': empty is skip in"
                        + " 'base' seed 1 and one in 'empty' seed 1");
        assertThatThrownBy(() -> compare(true, base, empty))
                .hasMessageStartingWith("these runs cannot be compared, not even on common cases:");
        assertThatThrownBy(() -> compare(base, labels))
                .hasMessageContaining("the label map of the head 'structures': classes is [background, lv] in");
        assertThat(compare(true, base, split).warnings().get(0)).contains("although: the split:");
    }

    @Test
    void marksLeaksAndOtherPartsThanTheTest() throws IOException {
        Path a = new SampleRun("base", 1)
                .score("validation", "lv", "p1", 0.8)
                .leaking(2)
                .write(folder);
        Path b = new SampleRun("deep", 1)
                .depth("4")
                .score("validation", "lv", "p1", 0.9)
                .write(folder);

        Result result = compare(a, b);

        assertThat(rows("base").get(0).get("mean")).isEqualTo("0.8");
        String page = Files.readString(folder.resolve("out/comparison.html"));
        assertThat(page).contains("single seed, leaking split, validation data");
        assertThat(result.warnings().get(0)).startsWith("scores of the validation data");
        assertThat(Files.readString(folder.resolve("out/comparison.md"))).contains("leaking split");
        assertThat(Files.readString(folder.resolve("out/comparison.tex"))).contains("leaking split");
    }

    @Test
    void ranksWithinGroupsOfPatients() throws IOException {
        run("base", 1, 0, 8).write(folder);
        run("better", 1, 0.2, 8).depth("4").write(folder);

        compare(folder);

        assertThat(Files.readString(folder.resolve("out/comparison.md")))
                .containsPattern("\\| disease \\| DCM \\| \\d \\| 1 \\| better \\|")
                .containsPattern("\\| disease \\| NOR \\| \\d \\| 2 \\| base \\|");
    }

    @Test
    void writesTheSameBytesForTheSameRuns() throws IOException {
        run("base", 1, 0, 8).write(folder.resolve("x"));
        run("better", 1, 0.2, 8).depth("4").write(folder.resolve("x"));
        run("base", 1, 0, 8).write(folder.resolve("y"));
        run("better", 1, 0.2, 8).depth("4").write(folder.resolve("y"));

        for (String name : List.of("x", "y")) {
            comparison.compare(new Request(
                    List.of(folder.resolve(name)),
                    Optional.empty(),
                    false,
                    Optional.of(folder.resolve(name + "-out"))));
        }

        for (String file :
                List.of("comparison.html", "comparison.md", "comparison.csv", "costs.csv", "comparison.tex")) {
            assertThat(folder.resolve("x-out").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("y-out").resolve(file));
        }
    }

    @Test
    void namesVariantsOfOneFolderByWhatDiffers() throws IOException {
        Path a = new SampleRun("base", 1).dice("p1", 0.8).write(folder);
        Path b = new SampleRun("base", 1).depth("4").dice("p1", 0.8).write(folder);
        Path running = new SampleRun("slow", 1).depth("5").status("running").write(folder);

        Result result = compare(a, b, running);

        assertThat(rows("base (depth=3)")).hasSize(1);
        assertThat(rows("base (depth=4)")).hasSize(1);
        assertThat(result.warnings().get(0)).isEqualTo("left out: " + running + " (running)");
        assertThatThrownBy(() ->
                        comparison.compare(new Request(List.of(a, b), Optional.of("bas"), false, Optional.empty())))
                .hasMessage("--baseline bas: there is no such variant; there are base (depth=3), base (depth=4)");
    }

    @Test
    void reportsCosts() throws IOException {
        new SampleRun("base", 1).step(0.25).dice("p1", 0.8).write(folder);
        new SampleRun("base", 2).step(0.75).dice("p1", 0.8).write(folder);

        compare(folder);

        assertThat(Files.readAllLines(folder.resolve("out/costs.csv")))
                .containsExactly(
                        "variant,runs,step (s),total (s),peak memory (MB),parameters,GFLOP per step",
                        "base,2,0.5,100.0,512,1234,nan");
    }

    @Test
    void takesHostileNamesAsText() throws IOException {
        new SampleRun("<script>x", 1).dice("p1", 0.8).dice("</td><b>", 0.5).write(folder);
        new SampleRun("a&b_100%", 1)
                .depth("4")
                .dice("p1", 0.9)
                .dice("</td><b>", 0.6)
                .write(folder);

        compare(folder);

        String page = Files.readString(folder.resolve("out/comparison.html"));
        assertThat(page).containsOnlyOnce("<script>").doesNotContain("</td><b>").contains("&lt;script&gt;x");
        assertThat(Files.readString(folder.resolve("out/comparison.tex"))).contains("a\\&b\\_100\\%");
    }
}
