// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.septum.compare.FakeModels;
import org.septum.compare.FakePainter;
import org.septum.compare.RecordedRunComparison;
import org.septum.compare.SampleRun;
import org.septum.services.compare.RunComparison.Request;

/** Opens the page in headless Chromium; skipped where there is none. */
class ComparisonPageTest {

    /** The browser may still be writing into its profile when it is ended. */
    @TempDir(cleanup = CleanupMode.NEVER)
    private Path folder;

    @Test
    void sortsAndFiltersWithoutAWordOnTheConsoleAndWithoutTheNetwork() throws Exception {
        Optional<Path> program = Browser.program();
        Assumptions.assumeTrue(program.isPresent(), "there is no Chromium on this machine");
        Path page = page();

        try (Browser browser = new Browser(program.get(), Files.createDirectory(folder.resolve("profile")))) {
            browser.open(page);
            assertThat(cells(browser, 1)).containsExactly("base", "worse", "better");

            assertThat(browser.value(
                                    "[...document.querySelector('#costs').rows[1].cells].map(cell => cell.textContent)")
                            .toString())
                    .isEqualTo("[\"base\",\"1\",\"0.1000\",\"100\",\"512\",\"1,234,567\",\"12.35\"]");

            click(browser, "mean");
            assertThat(cells(browser, 1)).containsExactly("better", "base", "worse");
            assertThat(heading(browser, "mean")).isEqualTo("descending");
            click(browser, "mean");
            assertThat(cells(browser, 1)).containsExactly("worse", "base", "better");
            // The baseline has no difference: its empty cell stays last.
            click(browser, "difference");
            assertThat(cells(browser, 1)).containsExactly("better", "worse", "base");
            click(browser, "difference");
            assertThat(cells(browser, 1)).containsExactly("worse", "better", "base");
            assertThat(heading(browser, "mean")).isEmpty();

            filter(browser, "lv better");
            assertThat(cells(browser, 1)).containsExactly("better");
            assertThat(browser.value("document.querySelector('.filter span').textContent")
                            .asText())
                    .isEqualTo("1 of 3 rows");
            filter(browser, "-better");
            assertThat(cells(browser, 1)).containsExactly("worse", "base");
            filter(browser, "");
            assertThat(cells(browser, 1)).hasSize(3);

            assertThat(browser.value("document.documentElement.scrollWidth <= innerWidth")
                            .asBoolean())
                    .as("the page fits the window's width")
                    .isTrue();
            assertThat(browser.value("document.querySelector('.sheet img').naturalWidth")
                            .asInt())
                    .as("the pictures are shown")
                    .isEqualTo(FakePainter.WIDTH);
            browser.resize(400, 800);
            assertThat(browser.value("document.documentElement.scrollWidth <= innerWidth")
                            .asBoolean())
                    .as("the page fits a telephone's width")
                    .isTrue();
            assertThat(browser.value("{ const cell = document.querySelector('#scores tbody td');"
                                    + " document.querySelector('#scores').parentElement.scrollLeft = 300;"
                                    + " cell.getBoundingClientRect().left >= 0 }")
                            .asBoolean())
                    .as("what a row is about stays in sight")
                    .isTrue();
            assertThat(browser.complaints).isEmpty();
            assertThat(browser.requests)
                    .filteredOn(address -> !address.startsWith("data:"))
                    .containsExactly(page.toUri().toString());
        }
    }

    private Path page() {
        double[] gains = {0, -0.1, 0.02};
        String[] names = {"base", "worse", "better"};
        for (int v = 0; v < names.length; v++) {
            SampleRun run = new SampleRun(names[v], 1).depth(Integer.toString(3 + v));
            for (int p = 0; p < 5; p++) {
                run.dice("p" + p, 0.8 + 0.01 * p + gains[v] + 0.001 * v * p);
            }
            run.write(folder.resolve("runs"));
        }
        List<Path> runs = new ArrayList<>();
        for (String name : names) {
            runs.add(folder.resolve("runs/sample").resolve(name));
        }
        return new RecordedRunComparison(new FakeModels(List.of()), new FakePainter())
                .compare(new Request(runs, Optional.empty(), false, false, Optional.of(folder.resolve("out")), true))
                .files()
                .get(0);
    }

    private static List<String> cells(Browser browser, int column) throws Exception {
        List<String> texts = new ArrayList<>();
        JsonNode found = browser.value("[...document.querySelector('#scores').tBodies[0].rows]"
                + ".filter(row => row.getClientRects().length > 0).map(row => row.cells[" + column + "].textContent)");
        found.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static String heading(Browser browser, String name) throws Exception {
        return browser.value(find(name) + ".getAttribute('aria-sort') ?? ''").asText();
    }

    private static void click(Browser browser, String name) throws Exception {
        browser.value(find(name) + ".querySelector('button').click()");
    }

    private static String find(String name) {
        return "[...document.querySelectorAll('#scores th')].find(th => th.textContent === '" + name + "')";
    }

    private static void filter(Browser browser, String words) throws Exception {
        browser.value("{ const input = document.querySelector('#scores').parentElement.previousElementSibling"
                + ".querySelector('input'); input.value = '" + words
                + "'; input.dispatchEvent(new Event('input')); }");
    }
}
