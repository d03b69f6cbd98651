// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.septum.api.data.Part;
import org.septum.api.data.SampleInfo;
import org.septum.api.metric.MetricValue;
import org.septum.api.report.BaselineScores;
import org.septum.engine.geometry.GridPlacement;
import org.septum.engine.sample.ActiveHead;
import org.septum.engine.sample.Batch;
import org.septum.engine.setup.Setup;

/**
 * Predictions that need no image, scored as the model's are: what a model must beat before its scores mean anything. One
 * is background everywhere; the other gives each pixel of the grid the class that it most often has in the training set.
 */
public record Baselines(Setup setup) {

    /** The scores of both for one part of the data. */
    public List<BaselineScores> scores(Part part, int epoch) {
        Map<String, int[]> background = new LinkedHashMap<>();
        int pixels = setup.evaluating().height() * setup.evaluating().width();
        setup.heads().forEach(head -> background.put(head.name(), new int[pixels]));
        return List.of(
                new BaselineScores("all background", score(background, part, epoch)),
                new BaselineScores("most frequent class of each pixel", score(mostFrequent(pixels), part, epoch)));
    }

    /** For each head and grid pixel the class that the training samples most often have there, the first if several. */
    private Map<String, int[]> mostFrequent(int pixels) {
        Map<String, int[][]> counts = new LinkedHashMap<>();
        setup.heads()
                .forEach(head -> counts.put(head.name(), new int[head.classes().size()][pixels]));
        for (SampleInfo info : setup.parts().get(Part.TRAIN)) {
            Batch batch = Batch.of(setup.evaluating(), List.of(info), setup.heads(), 0);
            for (ActiveHead head : setup.heads()) {
                int[][] ofHead = counts.get(head.name());
                int[] classes = batch.truth().get(head.name());
                for (int pixel = 0; pixel < pixels; pixel++) {
                    if (classes[pixel] != ActiveHead.IGNORED) {
                        ofHead[classes[pixel]][pixel]++;
                    }
                }
            }
        }
        Map<String, int[]> modes = new LinkedHashMap<>();
        counts.forEach((head, ofHead) -> modes.put(head, mode(ofHead, pixels)));
        return modes;
    }

    private static int[] mode(int[][] counts, int pixels) {
        int[] mode = new int[pixels];
        for (int pixel = 0; pixel < pixels; pixel++) {
            for (int candidate = 1; candidate < counts.length; candidate++) {
                if (counts[candidate][pixel] > counts[mode[pixel]][pixel]) {
                    mode[pixel] = candidate;
                }
            }
        }
        return mode;
    }

    private List<MetricValue> score(Map<String, int[]> onGrid, Part part, int epoch) {
        CaseScoring scoring = new CaseScoring(setup.heads(), part, epoch);
        for (SampleInfo info : setup.parts().get(part)) {
            Target target = Target.of(setup, info);
            for (ActiveHead head : setup.heads()) {
                scoring.add(head, target, toImage(onGrid.get(head.name()), target.placement()));
            }
        }
        List<MetricValue> values = new ArrayList<>();
        setup.heads().forEach(head -> scoring.collect(head, values, new ArrayList<>()));
        return values;
    }

    /** The nearest grid pixel's class for each pixel of the image; background where the grid does not reach. */
    private static int[] toImage(int[] onGrid, GridPlacement placement) {
        if (placement.isIdentity()) {
            return onGrid;
        }
        int[] classes = new int[placement.imageHeight() * placement.imageWidth()];
        Arrays.setAll(classes, pixel -> {
            double y = placement.fromImageRow(pixel / placement.imageWidth()) + (placement.gridHeight() - 1) / 2.0;
            double x = placement.fromImageColumn(pixel % placement.imageWidth()) + (placement.gridWidth() - 1) / 2.0;
            int row = (int) Math.floor(y + 0.5);
            int column = (int) Math.floor(x + 0.5);
            boolean inside = row >= 0 && column >= 0 && row < placement.gridHeight() && column < placement.gridWidth();
            return inside ? onGrid[row * placement.gridWidth() + column] : 0;
        });
        return classes;
    }
}
