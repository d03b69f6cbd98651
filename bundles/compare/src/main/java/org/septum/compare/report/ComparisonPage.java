// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.report;

import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.septum.common.page.Chart;
import org.septum.common.page.Markup;
import org.septum.common.page.PageFrame;
import org.septum.common.text.Words;
import org.septum.compare.model.Comparison;
import org.septum.compare.model.Joined;
import org.septum.compare.model.Row;
import org.septum.compare.model.Variant;
import org.septum.compare.read.Score;
import org.septum.compare.stats.PairedDifference;
import org.septum.services.compare.Table;

/** The comparison as one page that needs nothing but itself. Equal comparisons give equal bytes. */
final class ComparisonPage {

    /** So many variants are drawn in charts, the baseline among them; tables have all. */
    private static final int MOST_DRAWN = 12;

    private static final PageFrame FRAME = new PageFrame(ComparisonPage.class, "compare");

    private final Comparison comparison;
    private final Optional<byte[]> pictures;
    private final Markup page;
    /** The variants in charts, the baseline first. */
    private final List<Integer> drawn;

    /**
     * @param pictures of the cases that changed most, a PNG file; empty for a page without
     */
    ComparisonPage(Comparison comparison, Optional<byte[]> pictures) {
        this.comparison = comparison;
        this.pictures = pictures;
        this.drawn = drawn(comparison);
        this.page = FRAME.open(title() + " - Septum comparison");
    }

    /** The baseline and the variants whose leading score differs most from it, in the variants' order. */
    static List<Integer> drawn(Comparison comparison) {
        List<Row> rows = comparison.rows(comparison.leading());
        return IntStream.range(0, rows.size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer v) -> v == 0
                                ? Double.NEGATIVE_INFINITY
                                : -Math.abs(rows.get(v)
                                        .difference()
                                        .map(PairedDifference::mean)
                                        .orElse(0.0)))
                        .thenComparing(v -> v))
                .limit(MOST_DRAWN)
                .sorted()
                .toList();
    }

    String html() {
        header();
        Joined leading = comparison.leading();
        List<Integer> others = drawn.subList(1, drawn.size());
        if (!others.isEmpty()) {
            PageFrame.section(page, "Differences to the baseline: " + ScoreTables.name(leading));
            page.element(
                    "p",
                    "Dots: the cases; bars: the mean difference with its 95 % interval. " + comparison.better(leading)
                            + " is better.");
            limited();
            new CasePlots(comparison, leading).differences(page, others);
            page.close();
        }
        PageFrame.section(page, "Scores");
        table("scores", new ScoreTables(comparison, Digits.ROUNDED).page());
        notes();
        page.close();
        curves();
        if (!others.isEmpty()) {
            cases(leading, others);
        }
        CaseTables tables = new CaseTables(comparison, Digits.ROUNDED);
        PageFrame.section(page, "Settings that differ");
        optional(
                "settings",
                tables.settings(),
                comparison.differences().isEmpty(),
                "The variants have the same settings.");
        page.close();
        PageFrame.section(page, "Costs");
        table("costs", new ScoreTables(comparison, Digits.ROUNDED).costs());
        page.close();
        PageFrame.section(page, "Runs");
        table("runs", tables.runs());
        Table provenance = tables.provenance();
        optional(
                "provenance",
                provenance,
                provenance.rows().isEmpty(),
                "All runs were made with the same bundles on the same machine.");
        page.close();
        return FRAME.close(page);
    }

    private String title() {
        List<String> names = comparison.variants().stream()
                .flatMap(variant -> variant.runs().stream())
                .map(run -> run.name())
                .distinct()
                .toList();
        return names.size() <= 3 ? String.join(", ", names) : names.size() + " experiments";
    }

    private void header() {
        int runs = comparison.variants().stream()
                .mapToInt(variant -> variant.runs().size())
                .sum();
        PageFrame.header(
                page,
                "Septum comparison",
                title(),
                Words.count(comparison.variants().size(), "variant") + ", " + Words.count(runs, "run") + "; baseline: "
                        + comparison.variants().get(0).label() + "; scores on the " + comparison.part() + " data");
        for (String stamp : comparison.stamps()) {
            page.element("p", stamp, "class", "stamp");
        }
        page.open("ul", "class", "legend");
        drawn.forEach(v -> Chart.legendEntry(
                page, Curves.style(v), comparison.variants().get(v).label()));
        page.close();
    }

    private void curves() {
        List<Variant> shown = drawn.stream().map(comparison.variants()::get).toList();
        Curves curves = new Curves(shown);
        List<Score> scores = curves.scores();
        if (scores.isEmpty()) {
            return;
        }
        PageFrame.section(page, "Learning curves");
        page.element("p", "Lines: the mean over a variant's runs; bands: from the least to the greatest.");
        limited();
        page.open("div", "class", "charts");
        scores.forEach(score -> curves.write(page, score));
        page.close().close();
    }

    private void cases(Joined leading, List<Integer> others) {
        PageFrame.section(page, "Case by case: " + ScoreTables.name(leading));
        page.element(
                "p", "Each dot is a case; above the dashed line the variant's value is larger than the baseline's.");
        limited();
        new CasePlots(comparison, leading).paired(page, others);
        page.close();
        CaseTables tables = new CaseTables(comparison, Digits.ROUNDED);
        PageFrame.section(page, "Cases that changed most");
        Table changed = tables.changed(others);
        optional("changed", changed, changed.rows().isEmpty(), "No case changed.");
        pictures.ifPresent(this::pictures);
        page.close();
        Table ranking = tables.ranking();
        if (!ranking.rows().isEmpty()) {
            PageFrame.section(page, "Ranking within groups of patients");
            table("ranking", ranking);
            page.close();
        }
    }

    private void pictures(byte[] png) {
        page.element(
                "p",
                "Of the cases that changed most the slice whose share of wrong pixels changed most, on the network's grid,"
                        + " as the first run of each variant predicts it; the scores are means over a variant's runs.");
        page.open("figure", "class", "sheet");
        page.empty(
                "img",
                "src",
                "data:image/png;base64," + Base64.getEncoder().encodeToString(png),
                "alt",
                "Image, truth and predictions of the cases that changed most");
        page.close();
    }

    private void limited() {
        if (drawn.size() < comparison.variants().size()) {
            page.element(
                    "p",
                    "Drawn are the baseline and the " + (drawn.size() - 1)
                            + " variants that differ most from it; the tables have all "
                            + comparison.variants().size() + ".");
        }
    }

    private void notes() {
        page.open("details").element("summary", "What the columns mean").open("ul");
        Notes.of(comparison).forEach(note -> page.element("li", note));
        page.close().close();
    }

    private void optional(String id, Table table, boolean empty, String otherwise) {
        if (empty) {
            page.element("p", otherwise);
        } else {
            table(id, table);
        }
    }

    /** The script makes the headings into buttons that sort, and adds a filter. */
    private void table(String id, Table table) {
        page.open("div", "class", "scroll").open("table", "id", id, "data-sortable", "");
        page.element("caption", table.title()).open("thead").open("tr");
        for (Table.Column column : table.columns()) {
            page.element("th", column.heading(), "scope", "col", "class", column.number() ? "number" : "name");
        }
        page.close().close().open("tbody");
        boolean grouped =
                table.rows().stream().map(row -> row.get(0)).distinct().count()
                        < table.rows().size();
        String group = null;
        for (List<String> row : table.rows()) {
            if (grouped && group != null && !row.get(0).equals(group)) {
                page.open("tr", "class", "group");
            } else {
                page.open("tr");
            }
            group = row.get(0);
            for (int i = 0; i < row.size(); i++) {
                if (table.columns().get(i).number()) {
                    page.element("td", row.get(i));
                } else {
                    page.element("td", row.get(i), "class", "name");
                }
            }
            page.close();
        }
        page.close().close().close();
    }
}
