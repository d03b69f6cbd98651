// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.survey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.septum.api.data.Image;
import org.septum.api.data.Part;
import org.septum.reporting.ScriptedRun;
import org.septum.reporting.html.HtmlReporterTest;
import org.septum.services.data.DataSurvey;
import org.septum.services.data.DataSurvey.Holding;
import org.septum.services.data.DataSurvey.Intensities;
import org.septum.services.data.DataSurvey.Measure;
import org.septum.services.data.DataSurvey.Problem;
import org.septum.services.data.DataSurvey.Suspicion;
import org.septum.services.data.DataSurvey.Suspicion.Finding;
import org.septum.services.data.DataSurvey.Tally;
import org.septum.services.data.Picture;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class SurveyPageTest {

    private static final String HOSTILE = "</title><script>alert('x')</script>\" onload=\"x&amp;";

    private static DataSurvey survey(
            String name, List<Problem> problems, Map<String, Set<Part>> overlaps, List<Suspicion> suspicions) {
        Picture picture = new Picture(name, new Image(1, 2, 4, new float[8]), new int[] {0, 1, 1, 0, 0, 0, 0, 0});
        Holding part = new Holding("train", Set.of(Part.TRAIN), 2, 3, 5, 4, List.of(75L, 25L), List.of(4, 3));
        List<Long> counts = new ArrayList<>();
        for (int bin = 0; bin < 500; bin++) {
            counts.add(bin == 10 ? 3_000_000L : bin < 300 ? 10L : 0L);
        }
        return new DataSurvey(
                ScriptedRun.experiment(name, 1),
                "Cite us.",
                List.of("background", name),
                List.of(part),
                List.of(new Holding(name, Set.of(Part.TRAIN), 1, 1, 2, 0, List.of(0L, 0L), List.of(0, 0))),
                List.of(new Measure("row spacing", "mm", 1.25, 1.5, 3, 1)),
                List.of(new Tally("2 x 4", 3)),
                List.of(new Tally("unknown", 3)),
                new Intensities(0, 1000, 20, 2, 0, 2, counts),
                problems,
                overlaps,
                false,
                suspicions,
                Map.of(name, List.of(picture)),
                List.of("a note of " + name));
    }

    private static Document page(DataSurvey survey) throws Exception {
        Clock clock = Clock.fixed(Instant.parse("2026-11-23T10:30:00Z"), ZoneOffset.UTC);
        String html = new SurveyPage(survey, clock).html();
        assertThat(html)
                .containsOnlyOnce("<script>")
                .doesNotContain("<link", "@import", "url(", "fetch(", "http://", "https://");
        return HtmlReporterTest.parse(html);
    }

    @Test
    void showsCleanDataWithoutEmptySections() throws Exception {
        Document page = page(survey("lv", List.of(), Map.of(), List.of()));

        assertThat(HtmlReporterTest.texts(page, "h2"))
                .containsExactly(
                        "Parts and labels", "Intensities", "Sizes and spacings", "Pictures", "Groups", "Notes");
        assertThat(HtmlReporterTest.texts(page, "p")).contains("nothing is wrong; written 2026-11-23 10:30 +00:00");
        assertThat(HtmlReporterTest.texts(page, "strong")).containsExactly("5", "1", "0", "0");
        assertThat(HtmlReporterTest.texts(page, "td"))
                .contains("75.0 % (100 %)", "25.0 % (75.0 %)", "none read", "1.25", "1.5", "3", "1,000");
        List<Element> pictures = HtmlReporterTest.elements(page, "img");
        assertThat(pictures).hasSize(2);
        String overlay = pictures.get(1).getAttribute("src");
        byte[] png = Base64.getDecoder().decode(overlay.substring(overlay.indexOf(',') + 1));
        assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isEqualTo(300);
    }

    @Test
    void showsProblemsOverlapsAndSuspicionsFirst() throws Exception {
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            findings.add(new Finding("v" + i, "odd"));
        }
        Document page = page(survey(
                "lv",
                List.of(new Problem("a-1", "a.nii: truncated")),
                Map.of("anna", Set.of(Part.TEST)),
                List.of(new Suspicion("Odd volumes", findings, List.of()))));

        assertThat(HtmlReporterTest.texts(page, "h2"))
                .startsWith("Problems", "Groups in several parts", "Suspicious cases", "Parts and labels");
        assertThat(HtmlReporterTest.texts(page, "p"))
                .contains("the experiment cannot run on these data; written 2026-11-23 10:30 +00:00");
        assertThat(HtmlReporterTest.texts(page, "td")).contains("a.nii: truncated");
        assertThat(HtmlReporterTest.texts(page, "h3")).contains("Odd volumes (10)");
        assertThat(HtmlReporterTest.texts(page, "summary")).contains("2 more");
        assertThat(HtmlReporterTest.texts(page, "li")).contains("anna: test", "v0: odd", "v9: odd");
    }

    @Test
    void leavesOutWhatNobodyCouldRead() throws Exception {
        DataSurvey full = survey("lv", List.of(new Problem("", "no folder")), Map.of(), List.of());
        DataSurvey nothing = new DataSurvey(
                full.experiment(),
                "",
                full.labels(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new Intensities(Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0, 1, List.of()),
                full.problems(),
                Map.of(),
                false,
                List.of(),
                Map.of(),
                List.of());

        assertThat(HtmlReporterTest.texts(page(nothing), "h2")).containsExactly("Problems", "Notes");
    }

    @Test
    void takesHostileNamesAsText() throws Exception {
        Document page = page(survey(
                HOSTILE,
                List.of(new Problem(HOSTILE, HOSTILE)),
                Map.of(HOSTILE, Set.of(Part.TEST)),
                List.of(new Suspicion(HOSTILE, List.of(new Finding(HOSTILE, HOSTILE)), List.of()))));

        assertThat(HtmlReporterTest.texts(page, "h1")).containsExactly(HOSTILE);
        assertThat(HtmlReporterTest.texts(page, "figcaption")).contains(HOSTILE);
    }

    /** The bars between the percentiles 0.1 and 99.9 are drawn; rare intensities far away do not squeeze them. */
    @Test
    void drawsTheHistogramWithoutItsTails() throws Exception {
        Document page = page(survey("lv", List.of(), Map.of(), List.of()));

        List<String> bars = HtmlReporterTest.elements(page, "rect").stream()
                .filter(bar -> bar.getAttribute("class").equals("bar"))
                .map(Element::getTextContent)
                .toList();
        assertThat(bars).hasSizeBetween(1, 2).anyMatch(bar -> bar.startsWith("20 to 22: 99.9"));
    }
}
