// SPDX-License-Identifier: Apache-2.0
package org.septum.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.septum.api.UserError;
import org.septum.services.compare.RunComparison.Request;
import org.septum.services.compare.RunComparison.Result;
import org.septum.services.compare.Table;

class ComparisonTest extends ComparedRuns {

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
        assertThat(rows("deep").get(0))
                .containsEntry("SD over seeds", "nan")
                .containsEntry("marks", "single seed, few patients");
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

        assertThat(rows("deep").get(0))
                .containsEntry("cases", "3")
                .containsEntry("tests", "4")
                .containsEntry("patients", "3");
        assertThat(value("deep", "difference")).isCloseTo(0.025, within(1e-12));
        // The mean that is printed is that over the four tests (0.725), not over the cases' means (2.3 / 3).
        assertThat(value("base", "mean")).isCloseTo((0.8 + 0.7 + 0.5 + 0.9) / 4, within(1e-12));
        assertThat(Files.readString(folder.resolve("out/comparison.md")))
                .contains("| structures/dice/lv | deep | 3 (4 tests) |")
                .contains(
                        "Cases: different ones; tests: a case counts once for each division of the data that tests it. Mean:"
                                + " over the tests,")
                .contains("- seeds 1 and 2 test other patients: set data.split.seed, ")
                .doesNotContain("Mean: over the cases");
    }

    @Test
    void saysThatTheMeanIsOverTheCasesWhereAllSeedsTestTheSame() throws IOException {
        run("base", 1, 0, 5).write(folder);
        run("base", 2, 0, 5).write(folder);

        compare(folder);

        assertThat(rows("base").get(0)).containsEntry("cases", "5").containsEntry("tests", "5");
        assertThat(Files.readString(folder.resolve("out/comparison.md")))
                .contains("- Mean: over the cases, each the mean over the variant's runs. SD over cases: of the same.")
                .doesNotContain("tests: a case")
                .doesNotContain("test other patients");
    }

    @Test
    void foldsOfOneSeedTestOtherPatientsAsTheyShould() throws IOException {
        new SampleRun("base", 1).fold(0).split("f0").dice("p1", 0.8).write(folder.resolve("0"));
        new SampleRun("base", 1).fold(1).split("f1").dice("p2", 0.7).write(folder.resolve("1"));

        compare(folder);

        assertThat(rows("base").get(0)).containsEntry("runs", "2").containsEntry("cases", "2");
        assertThat(Files.readString(folder.resolve("out/comparison.md"))).doesNotContain("test other patients");
    }

    @Test
    void theNumberOfPatientsStandsBesideP() throws IOException {
        run("base", 1, 0, 6).write(folder);
        run("deep", 1, 0.1, 6).depth("4").write(folder);

        Result result = compare(folder);

        List<String> headings = result.tables().get(0).columns().stream()
                .map(Table.Column::heading)
                .toList();
        assertThat(headings).containsSequence("95 % interval", "patients", "p", "p (Holm)");
        assertThat(result.tables().get(0).rows().get(1).get(headings.indexOf("patients")))
                .isEqualTo("6");
        assertThat(Files.readString(folder.resolve("out/comparison.md")))
                .contains("| 95 % interval | patients | p | p (Holm) |");
        assertThat(Files.readString(folder.resolve("out/comparison.tex"))).contains("& patients & p & p (Holm) &");
        assertThat(Files.readString(folder.resolve("out/comparison.html")))
                .contains(">patients</th><th scope=\"col\" class=\"number\">p</th>");
        assertThat(Files.readString(folder.resolve("out/comparison.csv"))).contains(",patients,p,p (Holm),");
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
                    false,
                    Optional.of(folder.resolve(name + "-out")),
                    false));
        }

        for (String file :
                List.of("comparison.html", "comparison.md", "comparison.csv", "costs.csv", "comparison.tex")) {
            assertThat(folder.resolve("x-out").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("y-out").resolve(file));
        }
    }

    @Test
    void reportsCosts() throws IOException {
        new SampleRun("base", 1).step(0.25).dice("p1", 0.8).write(folder);
        new SampleRun("base", 2).step(0.75).dice("p1", 0.8).write(folder);

        compare(folder);

        assertThat(Files.readAllLines(folder.resolve("out/costs.csv")))
                .containsExactly(
                        "variant,runs,step (s),total (s),peak memory (MB),parameters,GFLOP per step",
                        "base,2,0.5,100.0,512,1234567,12.3456");
        assertThat(Files.readString(folder.resolve("out/comparison.md")))
                .contains("| base | 2 | 0.5000 | 100 | 512 | 1,234,567 | 12.35 |")
                .contains("GFLOP: 10^9 floating-point");
        assertThat(Files.readString(folder.resolve("out/comparison.tex")))
                .contains("base & $2$ & $0.5000$ & $100$ & $512$ & $1{,}234{,}567$ & $12.35$ \\\\")
                .contains("\\caption{Scores on the test data. Mean:")
                .contains("\\caption{Costs: means over the runs, the largest for the memory. Step:");
        assertThat(Files.readString(folder.resolve("out/comparison.html")))
                .contains("<td>1,234,567</td><td>12.35</td>");
    }

    @Test
    void theTotalTimeIsThatOfTheRunsStretches() throws IOException {
        new SampleRun("base", 1)
                .recorded("\"seconds\": 180.5, \"stretches\": []")
                .dice("p1", 0.8)
                .write(folder);
        new SampleRun("deep", 1).depth("4").dice("p1", 0.8).write(folder);

        compare(folder);

        assertThat(Files.readAllLines(folder.resolve("out/costs.csv")).get(1)).startsWith("base,1,0.1,180.5,");
    }

    @Test
    void takesHostileNamesAsText() throws IOException {
        new SampleRun("<script>x", 1).dice("p1", 0.8).dice("</td><b>", 0.5).write(folder);
        new SampleRun("a&b_100%![c](d)`e`", 1)
                .depth("4")
                .dice("p1", 0.9)
                .dice("</td><b>", 0.6)
                .write(folder);

        compare(folder);

        String page = Files.readString(folder.resolve("out/comparison.html"));
        assertThat(page).containsOnlyOnce("<script>").doesNotContain("</td><b>").contains("&lt;script&gt;x");
        assertThat(Files.readString(folder.resolve("out/comparison.tex"))).contains("a\\&b\\_100\\%");
        assertThat(Files.readString(folder.resolve("out/comparison.md")))
                .contains("a&amp;b\\_100%!\\[c\\](d)\\`e\\`")
                .doesNotContain("![c]", "<script");
    }

    /** What is beside a stranger's runs is theirs, too; the folder that the user names may be a link. */
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void itsFolderBesideTheRunsIsNoLink() throws IOException {
        Path runs = Files.createDirectories(folder.resolve("runs"));
        new SampleRun("base", 1).dice("p1", 0.78).write(runs);
        new SampleRun("base", 2).dice("p1", 0.78).write(runs);
        Path victim = Files.createDirectory(folder.resolve("victim"));
        Path link = Files.createSymbolicLink(runs.resolve("comparison"), victim);
        Request beside = new Request(List.of(runs), Optional.empty(), false, false, Optional.empty(), false);

        assertThatThrownBy(() -> comparison.compare(beside))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(link + " is a link to " + victim);

        assertThat(victim).isEmptyDirectory();
        comparison.compare(new Request(List.of(runs), Optional.empty(), false, false, Optional.of(link), false));
        assertThat(victim.resolve("comparison.html")).exists();
    }

    /** The class b is in one case of two: 0.8 and 0.6 for a, 0.2 for b. */
    private static SampleRun ofTwoClasses(String variant, double gain) {
        return new SampleRun(variant, 1)
                .classes("[\"background\", \"a\", \"b\"]")
                .score("test", "a", "p1", 0.8 + gain)
                .score("test", "b", "p1", 0.2 + gain)
                .score("test", "ab", "p1", 1)
                .score("test", "a", "p2", 0.6)
                .score("test", "b", "p2", Double.NaN)
                .score("test", "ab", "p2", 1)
                .mean(0.45 + 3 * gain / 4);
    }

    @Test
    void theMeanOverClassesIsThatOfTheRunsReport() throws IOException {
        ofTwoClasses("base", 0).write(folder);
        ofTwoClasses("deep", 0.1).depth("4").write(folder);

        Result result = compare(folder);

        // (0.7 + 0.2) / 2, the region ab left out; by case it would be (0.5 + 0.6) / 2.
        assertThat(mean("base", "mean")).isCloseTo(0.45, within(1e-12));
        assertThat(mean("deep", "mean")).isCloseTo(0.525, within(1e-12));
        // The patients' differences are 0.1 and 0.
        assertThat(mean("deep", "difference")).isCloseTo(0.05, within(1e-12));
        assertThat(mean("base", "SD over cases")).isCloseTo(0.1 / Math.sqrt(2), within(1e-12));
        assertThat(result.warnings())
                .anyMatch(note -> note.startsWith("structures/dice/mean: some cases lack a class. The mean is, as in a"
                                + " run's report, that of the classes' means,")
                        && note.endsWith("The mean of these values is another: base 0.5500, deep 0.6000."));
    }

    private double mean(String variant, String column) throws IOException {
        return rows(variant).stream()
                .filter(row -> row.get("class").equals("mean"))
                .mapToDouble(row -> Double.parseDouble(row.get(column)))
                .findFirst()
                .orElseThrow();
    }

    /** Five patients cannot show anything by Wilcoxon's test (p is 2 / 2^5 at least), six can. */
    @Test
    void fewPatientsAreMarked() throws IOException {
        for (int patients : new int[] {5, 6}) {
            Path runs = folder.resolve("of" + patients);
            run("base", 1, 0, patients).write(runs);
            run("deep", 1, 0.3, patients).depth("4").write(runs);

            Result result = compare(runs);

            boolean few = patients == 5;
            assertThat(rows("deep").get(0)).containsEntry("marks", "single seed" + (few ? ", few patients" : ""));
            assertThat(rows("base").get(0)).containsEntry("marks", "single seed");
            assertThat(value("deep", "p")).isCloseTo(2 / Math.pow(2, patients), within(1e-12));
            assertThat(result.warnings().stream().anyMatch(note -> note.startsWith("few patients: fewer than 6.")))
                    .isEqualTo(few);
        }
    }
}
