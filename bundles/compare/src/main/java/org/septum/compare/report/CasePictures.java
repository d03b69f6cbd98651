// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.septum.api.UserError;
import org.septum.api.report.CaseView;
import org.septum.compare.model.Comparison;
import org.septum.compare.model.Joined;
import org.septum.compare.model.Variant;
import org.septum.compare.read.RunFolder;
import org.septum.services.data.ContactSheet;
import org.septum.services.data.Picture;
import org.septum.services.data.PicturePainter;
import org.septum.services.run.RunViewer;

/** Pictures of the cases that changed most: the image, its truth, and what baseline and variant predict, side by side. */
public final class CasePictures {

    private static final int MOST_CASES = 3;

    private final Comparison comparison;
    private final RunViewer viewer;
    private final PicturePainter painter;

    public CasePictures(Comparison comparison, RunViewer viewer, PicturePainter painter) {
        this.comparison = comparison;
        this.viewer = viewer;
        this.painter = painter;
    }

    /** A run that predicts a case for its variant. */
    private record Predictor(RunFolder run, String caseId) {}

    /**
     * Draws the cases with the largest changes among all variants that charts show, each case once.
     *
     * @return the bytes of a PNG file; empty if no case changed
     * @throws UserError if a run's data or checkpoint is not there
     */
    public Optional<byte[]> sheet() {
        Joined leading = comparison.leading();
        List<CaseChange> changes = changes(leading);
        if (changes.isEmpty()) {
            return Optional.empty();
        }
        Map<Predictor, List<CaseView>> views = views(changes, leading.score().head());
        List<ContactSheet.Row> rows = new ArrayList<>();
        List<String> classes = List.of();
        for (CaseChange change : changes) {
            List<CaseView> before = views.get(predictor(0, change));
            List<CaseView> after = views.get(predictor(change.variant(), change));
            int slice = mostChanged(before, after);
            classes = before.get(slice).classes();
            rows.add(row(change, before.get(slice), after.get(slice)));
        }
        return Optional.of(painter.contactSheet(new ContactSheet(ScoreTables.name(leading), classes, rows)));
    }

    private List<CaseChange> changes(Joined leading) {
        List<Integer> drawn = ComparisonPage.drawn(comparison);
        List<CaseChange> all = new ArrayList<>();
        drawn.subList(1, drawn.size()).forEach(v -> all.addAll(CaseChange.most(leading, v, MOST_CASES)));
        all.sort(Comparator.comparingDouble(change -> -change.size()));
        Set<String> seen = new HashSet<>();
        all.removeIf(change -> !seen.add(change.caseId()));
        return all.subList(0, Math.min(all.size(), MOST_CASES));
    }

    /** Each run is loaded once, for all its cases. */
    private Map<Predictor, List<CaseView>> views(List<CaseChange> changes, String head) {
        Map<RunFolder, List<String>> asked = new LinkedHashMap<>();
        for (CaseChange change : changes) {
            for (int variant : List.of(0, change.variant())) {
                Predictor predictor = predictor(variant, change);
                asked.computeIfAbsent(predictor.run(), run -> new ArrayList<>()).add(predictor.caseId());
            }
        }
        Map<Predictor, List<CaseView>> views = new HashMap<>();
        asked.forEach((run, cases) -> viewer.views(run.path(), comparison.part(), head, cases)
                .forEach((id, slices) -> {
                    if (slices.isEmpty()) {
                        throw new UserError(run.path() + ": its data no longer has the case " + id);
                    }
                    views.put(new Predictor(run, id), slices);
                }));
        return views;
    }

    /** The first of a variant's runs that scored the case. */
    private Predictor predictor(int variant, CaseChange change) {
        Variant of = comparison.variants().get(variant);
        return of.runs().stream()
                .filter(run -> scored(run, change.caseId()))
                .findFirst()
                .map(run -> new Predictor(run, change.caseId()))
                .orElseThrow(() -> new UserError("no run of '" + of.label() + "' has the case " + change.caseId()));
    }

    /** On the compared part: where every seed has a split of its own, other runs may have trained on the case. */
    private boolean scored(RunFolder run, String caseId) {
        return run.cases().scores().entrySet().stream()
                .anyMatch(table -> table.getKey().part().equals(comparison.part())
                        && table.getValue().values().containsKey(caseId));
    }

    /** The slice whose share of wrong pixels changed most. */
    private static int mostChanged(List<CaseView> before, List<CaseView> after) {
        int most = 0;
        double largest = -1;
        for (int slice = 0; slice < Math.min(before.size(), after.size()); slice++) {
            double change = Math.abs(wrong(before.get(slice)) - wrong(after.get(slice)));
            if (change > largest) {
                largest = change;
                most = slice;
            }
        }
        return most;
    }

    private static double wrong(CaseView view) {
        int wrong = 0;
        for (int pixel = 0; pixel < view.truth().length; pixel++) {
            wrong += view.truth()[pixel] == view.prediction()[pixel] ? 0 : 1;
        }
        return (double) wrong / view.truth().length;
    }

    private ContactSheet.Row row(CaseChange change, CaseView before, CaseView after) {
        String baseline = comparison.variants().get(0).label();
        String variant = comparison.variants().get(change.variant()).label();
        String title = before.sampleId() + ": " + Digits.ROUNDED.quantity(change.before()) + " with " + baseline + ", "
                + Digits.ROUNDED.quantity(change.after()) + " with " + variant;
        return new ContactSheet.Row(
                title,
                List.of(
                        new Picture("image", before.image(), new int[before.truth().length]),
                        new Picture("truth", before.image(), before.truth()),
                        new Picture(baseline, before.image(), before.prediction()),
                        new Picture(variant, after.image(), after.prediction())));
    }
}
