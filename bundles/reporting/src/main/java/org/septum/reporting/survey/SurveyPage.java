// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.survey;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.septum.api.data.Part;
import org.septum.api.experiment.DataSection;
import org.septum.common.page.Markup;
import org.septum.common.page.PageFrame;
import org.septum.reporting.Quantities;
import org.septum.reporting.html.SummarySection;
import org.septum.reporting.page.ReportFrame;
import org.septum.reporting.picture.PictureGrid;
import org.septum.services.data.DataSurvey;
import org.septum.services.data.DataSurvey.Problem;
import org.septum.services.data.DataSurvey.Suspicion;

/** The page of {@code data check}: first what is wrong, then what is odd, then what the data are. */
record SurveyPage(DataSurvey survey, Clock clock) {

    /** More findings than this are folded away. */
    private static final int SHOWN = 8;

    String html() {
        Markup page = ReportFrame.FRAME.open(survey.experiment().name() + " - Septum data check");
        ReportFrame.header(page, "Septum data check", survey.experiment().name(), verdict(), clock);
        summary(page);
        problems(page);
        overlaps(page);
        suspicions(page);
        SurveyTables tables = new SurveyTables(survey);
        if (survey.samples() > 0) {
            tables.write(page);
            examples(page);
            tables.writeGroups(page);
        }
        notes(page);
        return ReportFrame.FRAME.close(page);
    }

    private String verdict() {
        if (!survey.isUsable()) {
            return "the experiment cannot run on these data";
        }
        return survey.suspicions().isEmpty() ? "nothing is wrong" : "the experiment can run on these data";
    }

    private void summary(Markup page) {
        page.open("section", "aria-label", "Summary").open("div", "class", "headline");
        if (survey.samples() > 0) {
            headline(page, survey.samples(), "sample");
            headline(page, survey.groups().size(), "group");
        }
        headline(page, survey.problems().size() + survey.overlaps().size(), "problem");
        headline(page, survey.suspicions().size(), "suspicion");
        page.close().open("dl", "class", "facts");
        facts().forEach((heading, text) ->
                page.open("div").element("dt", heading).element("dd", text).close());
        page.close().close();
    }

    private static void headline(Markup page, int number, String what) {
        page.open("div").element("strong", Quantities.count(number));
        page.element("span", what + (number == 1 ? "" : "s")).close();
    }

    private Map<String, String> facts() {
        DataSection data = survey.experiment().data();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Dataset", SummarySection.described(survey.experiment(), "data.dataset", data.dataset()));
        facts.put("Split", SummarySection.described(survey.experiment(), "data.split", data.split()));
        facts.put("Labels", String.join(", ", survey.labels()));
        facts.put("Network's grid", data.grid().type() + ", " + data.height() + " x " + data.width() + " pixels");
        facts.put("Seed", Long.toString(survey.experiment().seed()));
        return facts;
    }

    private void problems(Markup page) {
        if (survey.problems().isEmpty()) {
            return;
        }
        PageFrame.section(page, "Problems");
        page.element("p", "The experiment cannot run before these are solved.");
        page.open("div", "class", "scroll").open("table").open("thead").open("tr");
        page.element("th", "Where").element("th", "What is wrong", "class", "name");
        page.close().close().open("tbody");
        for (Problem problem : survey.problems()) {
            page.open("tr").element("th", problem.where().isEmpty() ? "the whole" : problem.where());
            page.element("td", problem.message(), "class", "name message").close();
        }
        page.close().close().close().close();
    }

    private void overlaps(Markup page) {
        if (survey.overlaps().isEmpty()) {
            return;
        }
        PageFrame.section(page, "Groups in several parts");
        page.element(
                "p",
                Quantities.count(survey.overlaps().size(), "group") + " of "
                        + Quantities.count(survey.groups().size())
                        + " have samples in more than one part, so that validation and test scores are too good."
                        + (survey.overlapsAccepted() ? " The experiment accepts this." : ""));
        page.open("details").element("summary", "The groups and their parts").open("ul");
        survey.overlaps().forEach((group, parts) -> page.element("li", group + ": " + Part.join(", ", parts)));
        page.close().close().close();
    }

    private void suspicions(Markup page) {
        if (survey.suspicions().isEmpty()) {
            return;
        }
        PageFrame.section(page, "Suspicious cases");
        page.element("p", "These stand out from the rest. They need not be wrong, but deserve a look.");
        for (Suspicion suspicion : survey.suspicions()) {
            page.open("article", "class", "case");
            page.element("h3", suspicion.title() + " (" + suspicion.findings().size() + ")");
            List<Suspicion.Finding> findings = suspicion.findings();
            findings(page, findings.subList(0, Math.min(SHOWN, findings.size())));
            if (findings.size() > SHOWN) {
                page.open("details").element("summary", (findings.size() - SHOWN) + " more");
                findings(page, findings.subList(SHOWN, findings.size()));
                page.close();
            }
            PictureGrid.write(page, suspicion.pictures());
            page.close();
        }
        page.close();
    }

    private static void findings(Markup page, List<Suspicion.Finding> findings) {
        page.open("ul");
        for (Suspicion.Finding finding : findings) {
            page.element("li", finding.where() + (finding.found().isEmpty() ? "" : ": " + finding.found()));
        }
        page.close();
    }

    private void examples(Markup page) {
        if (survey.examples().isEmpty()) {
            return;
        }
        PageFrame.section(page, "Pictures");
        page.element(
                "p",
                "For each label some slices that contain it, from different groups where there are enough, at their own"
                        + " size. Pointing at one hides its labels.");
        PictureGrid.legend(page, survey.labels());
        survey.examples().forEach((label, pictures) -> {
            page.open("article", "class", "case").element("h3", label);
            PictureGrid.write(page, pictures);
            page.close();
        });
        page.close();
    }

    private void notes(Markup page) {
        PageFrame.section(page, "Notes");
        page.open("ul");
        if (!survey.citation().isEmpty()) {
            page.element("li", "Data: " + survey.citation());
        }
        survey.notes().forEach(note -> page.element("li", "Files: " + note));
        page.element(
                "li",
                "Intensities are those that the dataset gives, before any scaling; in pictures they are spread between"
                        + " the 1st and the 99th percentile of each slice.");
        page.element(
                "li",
                "A volume's quantity is called extreme if it lies more than three interquartile ranges outside the"
                        + " quartiles of all volumes (J. W. Tukey, Exploratory Data Analysis, 1977) and also differs from"
                        + " the median by a fifth or more.");
        page.close().close();
    }
}
