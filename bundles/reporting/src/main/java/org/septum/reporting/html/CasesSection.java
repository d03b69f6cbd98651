// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.html;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.IntStream;
import org.septum.api.data.Image;
import org.septum.api.metric.Metric;
import org.septum.api.metric.ScoreNames;
import org.septum.api.report.CaseView;
import org.septum.api.report.RunFinish;
import org.septum.common.page.Markup;
import org.septum.common.page.PageFrame;
import org.septum.reporting.Quantities;
import org.septum.reporting.picture.CasePicture;
import org.septum.reporting.picture.Crop;
import org.septum.reporting.picture.Palette;
import org.septum.reporting.picture.PictureGrid;
import org.septum.reporting.picture.Png;

/** Pictures of the best, the median and the worst test case of one head, by its first metric. */
record CasesSection(CaseScores scores, Metric metric, RunFinish finish, int slices) {

    void write(Markup page, boolean severalHeads) {
        Map<String, CaseScores.Ranked> chosen = chosen();
        if (chosen.isEmpty()) {
            return;
        }
        PageFrame.section(page, "Best, median and worst test case" + (severalHeads ? ": " + scores.head() : ""));
        String spread = scores.unit().equals("slice")
                ? ""
                : " If more than " + slices + " slices of a " + scores.unit()
                        + " hold a structure, those shown are spread evenly over them.";
        page.element(
                "p",
                "By " + scores.metric() + ", averaged over the classes of each " + scores.unit()
                        + ". Pictures are cropped around the structures; pointing at one hides its overlay." + spread);
        boolean legend = false;
        for (var entry : chosen.entrySet()) {
            CaseScores.Ranked ranked = entry.getValue();
            List<CaseView> views = shown(finish.view().of(scores.head(), ranked.caseId()));
            if (views.isEmpty()) {
                continue;
            }
            if (!legend) {
                legend(page, views.get(0).classes());
                legend = true;
            }
            page.open("article", "class", "case");
            page.element("h3", entry.getKey() + ": " + ranked.caseId()).element("p", scoresOf(ranked));
            views.forEach(view -> pictures(page, view, Crop.around(ofSameSize(views, view))));
            page.close();
        }
        page.close();
    }

    /** The three cases by their place in the ranking; fewer if the test has fewer. */
    private Map<String, CaseScores.Ranked> chosen() {
        List<CaseScores.Ranked> ranked = scores.ranked(metric.direction());
        Map<String, CaseScores.Ranked> chosen = new LinkedHashMap<>();
        if (!ranked.isEmpty()) {
            chosen.put("Best", ranked.get(0));
        }
        if (ranked.size() > 2) {
            chosen.put("Median", ranked.get(ranked.size() / 2));
        }
        if (ranked.size() > 1) {
            chosen.put("Worst", ranked.get(ranked.size() - 1));
        }
        return chosen;
    }

    /** Slices spread evenly over those with a structure. */
    private List<CaseView> shown(List<CaseView> views) {
        List<CaseView> filled =
                views.stream().filter(CasesSection::hasStructure).toList();
        List<CaseView> from = filled.isEmpty() ? views : filled;
        List<CaseView> shown = new ArrayList<>();
        int count = Math.min(slices, from.size());
        for (int i = 0; i < count; i++) {
            shown.add(from.get((2 * i + 1) * from.size() / (2 * count)));
        }
        return shown;
    }

    private static boolean hasStructure(CaseView view) {
        return IntStream.range(0, view.truth().length).anyMatch(i -> view.truth()[i] != 0 || view.prediction()[i] != 0);
    }

    private static List<CaseView> ofSameSize(List<CaseView> views, CaseView view) {
        Image image = view.image();
        return views.stream()
                .filter(other -> other.image().height() == image.height()
                        && other.image().width() == image.width())
                .toList();
    }

    private String scoresOf(CaseScores.Ranked ranked) {
        String mean = scores.metric() + " " + Quantities.score(ranked.score());
        StringJoiner text = new StringJoiner(", ", mean + " (", ")").setEmptyValue(mean);
        scores.classes().forEach((name, values) -> {
            if (!name.equals(ScoreNames.WHOLE) && values.containsKey(ranked.caseId())) {
                text.add(name + " " + Quantities.score(values.get(ranked.caseId())));
            }
        });
        return text.toString();
    }

    private static void legend(Markup page, List<String> classes) {
        page.open("ul", "class", "legend swatches");
        PictureGrid.swatches(page, classes);
        PictureGrid.swatch(page, Palette.MISSED, "missed");
        PictureGrid.swatch(page, Palette.SPURIOUS, "predicted where nothing is");
        if (classes.size() > 2) {
            PictureGrid.swatch(page, Palette.CONFUSED, "another class");
        }
        page.close();
    }

    private static void pictures(Markup page, CaseView view, Crop crop) {
        CasePicture picture = new CasePicture(view, crop);
        String image = Png.dataUri(picture.image());
        String id = view.sampleId();
        page.open("div", "class", "panels", "role", "group", "aria-label", "Slice " + id);
        page.open("figure").open("div");
        PictureGrid.image(page, picture.width(), picture.height(), image, "Image of slice " + id, "image");
        page.close().element("figcaption", "Image " + id).close();
        Map<String, BufferedImage> overlays = new LinkedHashMap<>();
        overlays.put("Truth", picture.truth());
        overlays.put("Prediction", picture.prediction());
        overlays.put("Differences", picture.differences());
        overlays.forEach((title, overlay) -> {
            page.open("figure", "class", title.toLowerCase(Locale.ROOT)).open("div");
            PictureGrid.image(page, picture.width(), picture.height(), image, "", "image");
            String source = Png.dataUri(overlay);
            PictureGrid.image(page, picture.width(), picture.height(), source, title + " of slice " + id, "overlay");
            page.close().element("figcaption", title).close();
        });
        page.close();
    }
}
