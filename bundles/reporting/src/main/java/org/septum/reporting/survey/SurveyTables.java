// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.survey;

import java.util.List;
import org.septum.api.data.Part;
import org.septum.common.page.Markup;
import org.septum.common.page.PageFrame;
import org.septum.reporting.Quantities;
import org.septum.reporting.chart.Histogram;
import org.septum.services.data.DataSurvey;
import org.septum.services.data.DataSurvey.Holding;
import org.septum.services.data.DataSurvey.Measure;
import org.septum.services.data.DataSurvey.Tally;

/** What the data are, in numbers: parts, labels, intensities, sizes and spacings, groups. */
record SurveyTables(DataSurvey survey) {

    /** Rarer sizes and spacings than this many are counted together. */
    private static final int SHOWN = 10;

    void write(Markup page) {
        PageFrame.section(page, "Parts and labels");
        page.element(
                "p",
                "For each label the share of all pixels that have it, and in brackets the share of the samples that"
                        + " contain it; samples that cannot be read count in neither.");
        holdings(page, "Part", survey.parts(), false);
        page.close();
        if (!survey.intensities().counts().isEmpty()) {
            PageFrame.section(page, "Intensities");
            page.open("div", "class", "charts");
            new Histogram(survey.intensities()).write(page);
            intensities(page);
            page.close().close();
        }
        if (!survey.measures().isEmpty()) {
            PageFrame.section(page, "Sizes and spacings");
            measures(page);
            page.open("div", "class", "charts");
            tallies(page, "Slice size (height x width, pixels)", survey.sizes());
            tallies(page, "Spacing (row x column x slice, mm)", survey.spacings());
            page.close().close();
        }
    }

    void writeGroups(Markup page) {
        PageFrame.section(page, "Groups");
        page.open("details").element("summary", "What each group holds");
        holdings(page, "Group", survey.groups(), true);
        page.close().close();
    }

    private static String parts(Holding holding) {
        return holding.parts().isEmpty() ? DataSurvey.UNDIVIDED : Part.join(", ", holding.parts());
    }

    private void holdings(Markup page, String name, List<Holding> holdings, boolean ofGroups) {
        page.open("div", "class", "scroll").open("table").open("thead").open("tr");
        page.element("th", name).element("th", ofGroups ? "Part" : "Groups");
        page.element("th", "Volumes").element("th", "Samples");
        survey.labels().forEach(label -> page.element("th", label));
        page.close().close().open("tbody");
        for (Holding holding : holdings) {
            page.open("tr").element("th", holding.name());
            page.element("td", ofGroups ? parts(holding) : Quantities.count(holding.groups()));
            page.element("td", Quantities.count(holding.volumes())).element("td", Quantities.count(holding.samples()));
            for (int label = 0; label < survey.labels().size(); label++) {
                page.element("td", share(holding, label));
            }
            page.close();
        }
        page.close().close().close();
    }

    private static String share(Holding holding, int label) {
        if (holding.samples() == 0) {
            return "\u2013";
        }
        double fraction = holding.fraction(label);
        return Double.isNaN(fraction)
                ? "none read"
                : Quantities.percent(fraction) + " (" + Quantities.percent(holding.fractionOfSamples(label)) + ")";
    }

    private void intensities(Markup page) {
        DataSurvey.Intensities found = survey.intensities();
        page.open("div").open("table").open("tbody");
        row(page, "Least", Quantities.value(found.least()));
        row(page, "1st percentile", Quantities.value(found.quantile(0.01)));
        row(page, "Median", Quantities.value(found.quantile(0.5)));
        row(page, "Mean", Quantities.value(found.mean()));
        row(page, "Standard deviation", Quantities.value(found.deviation()));
        row(page, "99th percentile", Quantities.value(found.quantile(0.99)));
        row(page, "Greatest", Quantities.value(found.greatest()));
        page.close().close().close();
    }

    private void measures(Markup page) {
        page.open("div", "class", "scroll").open("table").element("caption", "Over the volumes");
        page.open("thead").open("tr").element("th", "Quantity");
        for (String heading : List.of("Least", "Median", "Greatest", "Unknown")) {
            page.element("th", heading);
        }
        page.close().close().open("tbody");
        for (Measure measure : survey.measures()) {
            row(
                    page,
                    measure.name() + (measure.unit().isEmpty() ? "" : " (" + measure.unit() + ")"),
                    Quantities.value(measure.least()),
                    Quantities.value(measure.median()),
                    Quantities.value(measure.greatest()),
                    Quantities.count(measure.unknown()));
        }
        page.close().close().close();
    }

    private static void tallies(Markup page, String title, List<Tally> tallies) {
        page.open("div").open("table").element("caption", title);
        page.open("thead").open("tr").element("th", "Value").element("th", "Volumes");
        page.close().close().open("tbody");
        tallies.stream().limit(SHOWN).forEach(tally -> row(page, tally.value(), Quantities.count(tally.volumes())));
        if (tallies.size() > SHOWN) {
            int volumes = tallies.stream().skip(SHOWN).mapToInt(Tally::volumes).sum();
            row(page, (tallies.size() - SHOWN) + " others", Quantities.count(volumes));
        }
        page.close().close().close();
    }

    private static void row(Markup page, String heading, String... cells) {
        page.open("tr").element("th", heading);
        for (String cell : cells) {
            page.element("td", cell);
        }
        page.close();
    }
}
