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
import org.septum.api.compare.RunComparison.Request;
import org.septum.api.compare.RunComparison.Result;

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
                        new Request(List.of(a, b), Optional.of("bas"), false, Optional.empty(), false)))
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
                new Request(List.of(runs), Optional.empty(), false, Optional.of(folder.resolve("out")), false));

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
}
