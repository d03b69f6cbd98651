// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.septum.api.data.Part;
import org.septum.cli.terminal.TextTable;
import org.septum.common.text.Words;
import org.septum.services.data.DataSurvey;
import org.septum.services.data.DataSurvey.Holding;
import org.septum.services.data.DataSurvey.Intensities;
import org.septum.services.data.DataSurvey.Measure;
import org.septum.services.data.DataSurvey.Problem;
import org.septum.services.data.DataSurvey.Suspicion;
import org.septum.services.data.DataSurvey.Tally;

/** A survey of the data as lines of text: what the data are, then what is odd, and last, where it is seen, what is wrong. */
record SurveyText(DataSurvey survey) {

    /** Of longer lists of sizes, groups and findings only the first are printed; the page has them all. */
    private static final int SHOWN = 5;

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        String name = survey.experiment().name();
        if (survey.samples() == 0) {
            lines.add(name + ": the samples cannot be listed");
        } else {
            lines.add(name + ": " + Words.count(survey.samples(), "sample") + " of "
                    + Words.count(survey.groups().size(), "group"));
            lines.add("");
            lines.addAll(parts().lines());
        }
        if (!survey.notes().isEmpty()) {
            lines.add("");
            survey.notes().forEach(note -> lines.add("files: " + note));
        }
        if (!survey.measures().isEmpty()) {
            lines.add("");
            lines.addAll(measures().lines());
            lines.add("");
            lines.add("sizes (rows x columns):   " + tallies(survey.sizes()));
            lines.add("spacings (row x column x slice, mm):   " + tallies(survey.spacings()));
            lines.add(intensities());
        }
        suspicions(lines);
        overlaps(lines);
        problems(lines);
        return lines;
    }

    private TextTable parts() {
        List<String> headings = new ArrayList<>(List.of("PART", "GROUPS", "VOLUMES", "SAMPLES"));
        survey.labels().forEach(label -> headings.add(label.toUpperCase(Locale.ROOT)));
        Set<Integer> right = IntStream.range(1, headings.size()).boxed().collect(Collectors.toCollection(TreeSet::new));
        TextTable table = new TextTable(right, headings.toArray(String[]::new));
        for (Holding part : survey.parts()) {
            List<String> cells = new ArrayList<>(List.of(
                    part.name(),
                    Integer.toString(part.groups()),
                    Integer.toString(part.volumes()),
                    Integer.toString(part.samples())));
            for (int label = 0; label < survey.labels().size(); label++) {
                double fraction = part.fraction(label);
                cells.add(Double.isNaN(fraction) ? "-" : String.format(Locale.ROOT, "%.2f %%", 100 * fraction));
            }
            table.add(cells.toArray(String[]::new));
        }
        return table;
    }

    private TextTable measures() {
        TextTable table = new TextTable(Set.of(1, 2, 3, 4), "OF EACH VOLUME", "LEAST", "MEDIAN", "GREATEST", "UNKNOWN");
        for (Measure measure : survey.measures()) {
            table.add(
                    measure.name() + (measure.unit().isEmpty() ? "" : " (" + measure.unit() + ")"),
                    Words.measure(measure.least()),
                    Words.measure(measure.median()),
                    Words.measure(measure.greatest()),
                    measure.unknown() == 0 ? "" : Integer.toString(measure.unknown()));
        }
        return table;
    }

    private static String tallies(List<Tally> tallies) {
        return Words.some(
                tallies.stream()
                        .map(tally -> tally.value() + " (" + tally.volumes() + ")")
                        .toList(),
                SHOWN);
    }

    private String intensities() {
        Intensities found = survey.intensities();
        return "intensities:   " + Words.measure(found.least()) + " to " + Words.measure(found.greatest()) + ", mean "
                + Words.measure(found.mean()) + ", standard deviation " + Words.measure(found.deviation())
                + ", percentiles 1, 50, 99: " + Words.measure(found.quantile(0.01)) + ", "
                + Words.measure(found.quantile(0.5))
                + ", " + Words.measure(found.quantile(0.99));
    }

    private void suspicions(List<String> lines) {
        for (Suspicion suspicion : survey.suspicions()) {
            List<Suspicion.Finding> findings = suspicion.findings();
            lines.add("");
            lines.add("suspicious: " + suspicion.title().substring(0, 1).toLowerCase(Locale.ROOT)
                    + suspicion.title().substring(1) + " (" + findings.size() + ")");
            first(
                    findings.stream()
                            .map(finding -> finding.where() + (finding.found().isEmpty() ? "" : ": " + finding.found()))
                            .toList(),
                    lines);
        }
    }

    private void overlaps(List<String> lines) {
        if (survey.overlaps().isEmpty()) {
            return;
        }
        lines.add("");
        lines.add((survey.overlapsAccepted() ? "accepted: " : "wrong: ")
                + Words.count(survey.overlaps().size(), "group") + " of "
                + survey.groups().size() + " in more than one part of the split, so that scores are too good");
        first(
                survey.overlaps().entrySet().stream()
                        .map(entry -> entry.getKey() + ": " + Part.join(", ", entry.getValue()))
                        .toList(),
                lines);
    }

    private static void first(List<String> items, List<String> lines) {
        items.stream().limit(SHOWN).forEach(item -> lines.add("  - " + item));
        if (items.size() > SHOWN) {
            lines.add("  and " + (items.size() - SHOWN) + " more");
        }
    }

    private void problems(List<String> lines) {
        if (survey.problems().isEmpty()) {
            return;
        }
        lines.add("");
        lines.add("wrong: " + Words.count(survey.problems().size(), "problem") + " with the data");
        for (Problem problem : survey.problems()) {
            lines.add("  - " + (problem.where().isEmpty() ? "" : problem.where() + ": ")
                    + problem.message().replace("\n", "\n  "));
        }
    }
}
