// SPDX-License-Identifier: Apache-2.0
package org.septum.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.services.compare.RunComparison.Request;
import org.septum.services.compare.RunComparison.Result;
import org.septum.services.data.ContactSheet;
import org.septum.services.data.Picture;

class CasePicturesTest {

    @TempDir
    private Path folder;

    private final FakePainter painter = new FakePainter();

    @BeforeEach
    void writeRuns() {
        new SampleRun("base", 1)
                .dice("p1", 0.8)
                .dice("p2", 0.8)
                .dice("p3", 0.8)
                .dice("p4", 0.8)
                .write(folder);
        new SampleRun("deep", 1)
                .depth("4")
                .dice("p1", 0.7)
                .dice("p2", 0.8)
                .dice("p3", 0.81)
                .dice("p4", 0.5)
                .write(folder);
        new SampleRun("deeper", 1)
                .depth("5")
                .dice("p1", 0.9)
                .dice("p2", 0.84)
                .dice("p3", 0.8)
                .dice("p4", 0.79)
                .write(folder);
    }

    @Test
    void showsTheThreeCasesThatChangedMostAndTheSliceThatChangedMost() throws IOException {
        Result result = compare(new FakeModels(List.of()), true);

        List<ContactSheet.Row> rows = painter.sheet.rows();
        assertThat(rows)
                .extracting(ContactSheet.Row::title)
                .containsExactly(
                        "p4-2: 0.8000 with base, 0.5000 with deep",
                        "p1-2: 0.8000 with base, 0.7000 with deep",
                        "p2-2: 0.8000 with base, 0.8400 with deeper");
        assertThat(rows.get(0).pictures())
                .extracting(Picture::caption)
                .containsExactly("image", "truth", "base", "deep");
        assertThat(rows.get(0).pictures())
                .extracting(Picture::classes)
                .containsExactly(
                        new int[] {0, 0, 0, 0}, new int[] {1, 1, 1, 1}, new int[] {1, 1, 1, 1}, new int[] {0, 0, 1, 0});
        assertThat(page()).contains("<img src=\"data:image/png;base64,");
        assertThat(result.warnings()).noneMatch(warning -> warning.contains("pictures"));
    }

    @Test
    void asksTheRunThatWasTestedOnTheCase() throws IOException {
        // In the first split p9 is for validation; only the second one tests it.
        for (String variant : List.of("base", "deep")) {
            String depth = variant.equals("base") ? "3" : "4";
            double score = variant.equals("base") ? 0.8 : 0.3;
            new SampleRun(variant, 1)
                    .split("aaaa")
                    .depth(depth)
                    .dice("p1", 0.8)
                    .score("validation", "lv", "p9", score)
                    .write(folder.resolve("folds"));
            new SampleRun(variant, 2)
                    .split("bbbb")
                    .depth(depth)
                    .dice("p9", score)
                    .write(folder.resolve("folds"));
        }
        FakeModels models = new FakeModels(List.of());

        new RecordedRunComparison(models, painter)
                .compare(new Request(
                        List.of(folder.resolve("folds")),
                        Optional.empty(),
                        false,
                        false,
                        Optional.of(folder.resolve("out")),
                        true));

        assertThat(painter.sheet.rows())
                .extracting(ContactSheet.Row::title)
                .containsExactly("p9-2: 0.8000 with base, 0.3000 with deep");
        assertThat(models.asked()).allMatch(run -> run.contains("seed-2"));
    }

    @Test
    void goesWithoutPicturesWhereTheDataIsNotThere() throws IOException {
        Result result = compare(new FakeModels(List.of("deep")), true);

        assertThat(result.warnings())
                .last()
                .asString()
                .startsWith("the page has no pictures, since the models could not predict again: ")
                .endsWith("no data");
        assertThat(page()).doesNotContain("<img");
    }

    @Test
    void asksNoModelWhenNoPicturesAreWanted() throws IOException {
        compare(new FakeModels(List.of("base", "deep", "deeper")), false);

        assertThat(page()).doesNotContain("<img");
    }

    private Result compare(FakeModels models, boolean pictures) {
        return new RecordedRunComparison(models, painter)
                .compare(new Request(
                        List.of(folder), Optional.empty(), false, false, Optional.of(folder.resolve("out")), pictures));
    }

    private String page() throws IOException {
        return Files.readString(folder.resolve("out/comparison.html"));
    }
}
