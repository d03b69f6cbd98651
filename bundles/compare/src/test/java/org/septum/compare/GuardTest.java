// SPDX-License-Identifier: Apache-2.0
package org.septum.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.septum.api.UserError;
import org.septum.services.compare.RunComparison.Request;
import org.septum.services.compare.RunComparison.Result;

class GuardTest extends ComparedRuns {

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
                        + " (p2); 1 of 2 only in 'deep' seed 1 (p3)\n  --common-cases compares ");

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
                        "the split: seed 1 of 'split' has other training and test cases than seed 1 of 'base'");
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
    void refusesScoresOnOtherPixels() throws IOException {
        Path base = new SampleRun("base", 1).dice("p1", 0.8).write(folder);
        Path large = new SampleRun("large", 1)
                .grid("image", "[96, 96]")
                .dice("p1", 0.9)
                .write(folder);
        Path grid = new SampleRun("grid", 1)
                .grid("grid", "[64, 64]")
                .dice("p1", 0.8)
                .write(folder);
        Path largeGrid = new SampleRun("large-grid", 1)
                .grid("grid", "[96, 96]")
                .dice("p1", 0.9)
                .write(folder);

        compare(base, large);
        assertThat(value("large", "difference")).isCloseTo(0.1, within(1e-12));
        assertThatThrownBy(() -> compare(base, grid))
                .hasMessageContaining(
                        "the pixels that are scored: evaluation.resolution is image in 'base' seed 1 and grid, data.size [64, 64] in");
        assertThatThrownBy(() -> compare(grid, largeGrid))
                .hasMessageContaining(
                        "the pixels that are scored: evaluation.resolution is grid, data.size [64, 64] in 'grid' seed 1 and grid, data.size [96, 96] in");

        compare(true, grid, largeGrid);
        for (String file : List.of("comparison.html", "comparison.md", "comparison.csv", "comparison.tex")) {
            assertThat(Files.readString(folder.resolve("out").resolve(file)))
                    .as(file)
                    .contains("single seed, common cases");
        }
    }

    @Test
    void refusesRunsOfOtherMasksAndNamesThePatients() throws IOException {
        Path old = new SampleRun("base", 1).dice("p1-a", 0.8).dice("p2-a", 0.6).write(folder);
        Path corrected = new SampleRun("deep", 1)
                .depth("4")
                .dice("p1-a", 0.9)
                .dice("p2-a", 0.9)
                .otherLabels("p2")
                .write(folder);

        assertThatThrownBy(() -> compare(old, corrected))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "these runs cannot be compared:\n  the labels of 1 patient (p2) are not the same in all runs: "
                                + corrected + " was made from others than " + old
                                + "\n  --common-cases compares the scores that mean the same on the cases that all runs share, and says so"
                                + " in every table.\n  --accept-changes compares runs although their data or experiments were changed, and"
                                + " says so in every table.");

        Result common = compare(true, old, corrected);
        assertThat(value("deep", "difference")).isCloseTo(0.1, within(1e-12));
        assertThat(rows("deep").get(0)).containsEntry("cases", "1");
        assertThat(common.warnings())
                .contains(
                        "left out are the cases of 1 patient (p2), whose images or labels are not the same in all runs"
                                + " (--common-cases)");

        Result accepted = compare(false, true, old, corrected);
        assertThat(value("deep", "difference")).isCloseTo(0.2, within(1e-12));
        assertThat(accepted.warnings().get(0)).startsWith("accepted (--accept-changes): the labels of 1 patient (p2) ");
        for (String file : List.of("comparison.html", "comparison.md", "comparison.csv", "comparison.tex")) {
            assertThat(Files.readString(folder.resolve("out").resolve(file)))
                    .as(file)
                    .contains("single seed, accepted changes");
        }
    }

    @Test
    void saysIfRunsDidNotRecordTheirData() {
        Path old = new SampleRun("base", 1).withoutContents().dice("p1", 0.8).write(folder);
        Path now = new SampleRun("deep", 1).depth("4").dice("p1", 0.9).write(folder);

        assertThat(compare(old, now).warnings())
                .contains(
                        "whether all runs had the same images and labels is not known: 'base' seed 1 did not record them");
    }

    @Test
    void refusesARunWhoseExperimentWasEdited() throws IOException {
        Path base = new SampleRun("base", 1).dice("p1", 0.8).write(folder);
        Path deep = new SampleRun("deep", 1).depth("4").dice("p1", 0.9).write(folder);
        Path experiment = deep.resolve("experiment.yaml");
        String recorded = Files.readString(experiment);

        Files.writeString(experiment, "# a comment\n" + recorded.replace("threads: auto", "threads: 1"));
        compare(base, deep);

        Files.writeString(experiment, recorded.replace("1.0e-3", "5.0e-3"));
        assertThatThrownBy(() -> compare(base, deep))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("these runs cannot be compared:\n  " + deep
                        + ": experiment.yaml was edited after the run: optimizer.learning-rate: 1.0e-3 -> 5.0e-3\n  "
                        + "--accept-changes");
        assertThatThrownBy(() -> compare(true, base, deep)).hasMessageContaining("experiment.yaml was edited");
        assertThat(compare(false, true, base, deep).warnings().get(0))
                .startsWith("accepted (--accept-changes): " + deep + ": experiment.yaml was edited");
    }

    @Test
    void leavesOutWhatIsDamagedAmongManyButNotWhatIsAskedForByName() throws IOException {
        Path base = new SampleRun("base", 1).dice("p1", 0.8).write(folder);
        Path deep = new SampleRun("deep", 1).depth("4").dice("p1", 0.9).write(folder);
        Path torn = new SampleRun("torn", 1).depth("5").dice("p1", 0.9).write(folder);
        Files.writeString(torn.resolve("provenance.json"), "{");
        Path cut = new SampleRun("cut", 1).depth("6").dice("p1", 0.9).write(folder);
        Files.writeString(cut.resolve("cases.csv"), "part,head");

        Result result = compare(folder);

        assertThat(rows("deep")).hasSize(1);
        assertThat(rows("torn")).isEmpty();
        assertThat(result.warnings().get(0))
                .startsWith("left out: " + torn.resolve("provenance.json") + ": this is not the provenance of a run: ");
        assertThat(result.warnings().get(1))
                .startsWith(
                        "left out: " + cut.resolve("cases.csv") + ":1: not a table of this version's reporter csv:");
        assertThatThrownBy(() -> compare(base, deep, torn))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(torn.resolve("provenance.json").toString());
        assertThatThrownBy(() -> compare(base, deep, cut))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(cut.resolve("cases.csv").toString());
    }

    @Test
    void stampsWhatAnAblationsUserHasAccepted() throws IOException {
        run("full", 1, 0, 5).write(folder);
        run("bare", 1, -0.1, 5).depth("4").otherLabels("patient3").write(folder);
        Path runs = folder.resolve("sample");
        Files.writeString(
                runs.resolve("ablation.json"),
                "{\"baseline\": \"full\", \"accepted-changes\": [\"data of patient3: labels have changed (full, seed 1)\"],"
                        + " \"runs\": [" + entry("full", 1, "finished") + "," + entry("bare", 1, "finished") + "]}");

        Result result = compare(runs);

        assertThat(result.warnings())
                .startsWith(
                        "changed since runs were made, and accepted: data of patient3: labels have changed (full, seed 1)");
        assertThat(rows("bare").get(0)).containsEntry("marks", "single seed, accepted changes, few patients");
    }

    @Test
    void stampsARunThatWasResumedWithOtherData() throws IOException {
        Path base = new SampleRun("base", 1).dice("p1", 0.8).write(folder);
        Path deep = new SampleRun("deep", 1)
                .depth("4")
                .recorded("\"accepted-changes\": [\"data of p7: missing\"]")
                .dice("p1", 0.9)
                .write(folder);

        assertThat(compare(base, deep).warnings().get(0))
                .isEqualTo("'deep' seed 1 was resumed although this had changed: data of p7: missing");
        assertThat(rows("deep").get(0)).containsEntry("marks", "single seed, accepted changes, few patients");
        assertThat(rows("base").get(0)).containsEntry("marks", "single seed");
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
    void namesVariantsOfOneFolderByWhatDiffers() throws IOException {
        Path a = new SampleRun("base", 1).dice("p1", 0.8).write(folder);
        Path b = new SampleRun("base", 1).depth("4").dice("p1", 0.8).write(folder);
        Path running = new SampleRun("slow", 1).depth("5").status("running").write(folder);

        Result result = compare(a, b, running);

        assertThat(rows("base (depth=3)")).hasSize(1);
        assertThat(rows("base (depth=4)")).hasSize(1);
        assertThat(result.warnings().get(0)).isEqualTo("left out: " + running + " (killed)");
        assertThatThrownBy(() -> comparison.compare(
                        new Request(List.of(a, b), Optional.of("bas"), false, false, Optional.empty(), false)))
                .hasMessage("--baseline bas: there is no such variant; there are base (depth=3), base (depth=4)");
    }

    @Test
    void comparesAnAblationByItsLedgerAndOnlyWhatAllVariantsHaveFinished() throws IOException {
        Path runs = folder.resolve("sample");
        for (int seed = 1; seed <= 2; seed++) {
            run("full", seed, 0, 5).split("s" + seed).write(folder);
            run("bare", seed, -0.1, 5)
                    .depth("4")
                    .split("s" + seed)
                    .status(seed == 1 ? "finished" : "failed")
                    .write(folder);
        }
        run("alien", 1, 0, 5).depth("9").split("s1").write(folder);
        Files.writeString(
                runs.resolve("ablation.json"),
                "{\"baseline\": \"full\", \"runs\": [" + entry("bare", 1, "finished") + ","
                        + entry("full", 1, "finished") + "," + entry("bare", 2, "failed") + ","
                        + entry("full", 2, "finished") + "]}");

        Result result = comparison.compare(
                new Request(List.of(runs), Optional.empty(), false, false, Optional.of(folder.resolve("out")), false));

        assertThat(rows("full").get(0)).containsEntry("runs", "1").containsEntry("difference", "");
        assertThat(value("bare", "difference")).isCloseTo(-0.1, within(0.02));
        assertThat(rows("alien")).isEmpty();
        assertThat(result.warnings())
                .startsWith(
                        "not finished: bare, seed 2 (failed)",
                        "left out, because not every variant has finished: seed 2");
    }

    private static String entry(String variant, int seed, String state) {
        String depth = variant.equals("full") ? "3" : "4";
        return "{\"variant\": \"" + variant + "\", \"repetition\": \"seed " + seed + "\", \"directory\": \"" + variant
                + "/seed-" + seed + "-" + depth + "abc\", \"state\": \"" + state + "\", \"detail\": \"\"}";
    }

    @Test
    void oneRunIsNoComparison() {
        Path base = run("base", 1, 0, 5).write(folder);
        assertThatThrownBy(() -> compare(base))
                .isInstanceOf(UserError.class)
                .hasMessage("there is only one finished run to compare, " + base + "; give two or more");
        assertThatThrownBy(() -> compare(base, base))
                .hasMessage("there is only one finished run to compare, " + base + ", named 2 times; give two or more");

        Path killed = run("deep", 1, 0, 5).depth("4").status("running").write(folder);
        assertThatThrownBy(() -> compare(folder))
                .hasMessage("there is only one finished run to compare, " + base + "; give two or more\n  left out: "
                        + killed + " (killed)");
        assertThat(folder.resolve("out")).doesNotExist();
    }
}
