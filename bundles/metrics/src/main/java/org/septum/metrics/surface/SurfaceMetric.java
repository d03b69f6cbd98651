// SPDX-License-Identifier: Apache-2.0
package org.septum.metrics.surface;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.data.SampleInfo;
import org.septum.api.metric.Metric;
import org.septum.api.metric.Score;
import org.septum.api.metric.ScoredSlice;
import org.septum.metrics.EmptyValue;
import org.septum.metrics.Millimetres;
import org.septum.metrics.Units;

/**
 * A measure of the distances in mm between the true and the predicted surface of each class but the first, the background.
 *
 * <p>What is measured are images: volumes in 3-D, or slices in 2-D. A case of several images, which is a patient in 3-D
 * and a volume or patient in 2-D, gets the mean over those in which truth or prediction have the class. A volume of a
 * single slice is measured in 2-D.
 *
 * @param bothEmpty the score of a case in which no image has the class, in truth or prediction
 * @param oneEmpty what becomes of an image whose measure is infinite, because only truth or only prediction have the class
 */
record SurfaceMetric(
        Unit unit,
        Direction direction,
        int dimensions,
        EmptyValue bothEmpty,
        OneEmpty oneEmpty,
        String emptyRule,
        ToDoubleFunction<SurfaceDistances> measure)
        implements Metric {

    static final Option UNIT =
            Units.option("what makes up one case; cases are averaged. A case of several images, the volumes of a"
                    + " patient or with 'dimensions: 2' the slices of a volume, scores the mean over those in which truth or"
                    + " prediction have the class");

    static final Option DIMENSIONS = Option.whole(
                    "dimensions",
                    2,
                    3,
                    "3 measures volumes as the bodies they are, 2 measures each slice on its own, which does not see"
                            + " how far the slices are apart; by default 3, or 2 where a case is a slice. A volume of"
                            + " one slice is measured in 2-D")
            .optional();

    /** The rule for an infinite distance. */
    enum OneEmpty {
        WORST,
        SKIP
    }

    /**
     * The dimensions chosen, or the default.
     *
     * @throws org.septum.api.UserError if a slice is to be measured in 3-D
     */
    static int dimensions(Arguments arguments) {
        boolean slices = Units.of(arguments) == Unit.SLICE;
        if (!arguments.has(DIMENSIONS.name())) {
            return slices ? 2 : 3;
        }
        if (slices && arguments.whole(DIMENSIONS.name()) == 3) {
            throw arguments.error(
                    DIMENSIONS.name(), "found 3, but with 'unit: slice' only 2 is possible; leave it out");
        }
        return arguments.whole(DIMENSIONS.name());
    }

    @Override
    public double lowest() {
        return 0;
    }

    /** Shares end at 1, distances nowhere. */
    @Override
    public double highest() {
        return direction == Direction.HIGHER ? 1 : Double.POSITIVE_INFINITY;
    }

    @Override
    public boolean symmetric() {
        return true;
    }

    @Override
    public Accumulator start(List<String> classes) {
        return new Images(classes);
    }

    private final class Images implements Accumulator {

        private final List<String> structures;
        private final List<Tally> tallies = new ArrayList<>();
        private Optional<LabelledImage> image = Optional.empty();
        private String volume = "";

        Images(List<String> classes) {
            this.structures = classes.subList(1, classes.size());
            structures.forEach(structure -> tallies.add(new Tally()));
        }

        @Override
        public void add(ScoredSlice slice) {
            SampleInfo info = slice.info();
            if (image.isEmpty() || dimensions == 2 || !info.volume().equals(volume)) {
                finish();
                volume = info.volume();
                image = Optional.of(new LabelledImage(
                        slice,
                        dimensions == 2 ? Millimetres.inPlane(info) : Millimetres.inSpace(info),
                        structures.size()));
            }
            image.orElseThrow().add(slice);
        }

        @Override
        public Map<String, Score> scores() {
            finish();
            Map<String, Score> scores = new LinkedHashMap<>();
            for (int index = 0; index < structures.size(); index++) {
                scores.put(structures.get(index), tallies.get(index).score());
            }
            return scores;
        }

        private void finish() {
            image.ifPresent(finished -> {
                List<Optional<SurfaceDistances>> distances = finished.measure();
                for (int index = 0; index < tallies.size(); index++) {
                    Tally tally = tallies.get(index);
                    distances.get(index).ifPresent(present -> tally.add(present, finished.diagonal()));
                }
            });
            image = Optional.empty();
        }
    }

    /** The images of a case that have a class. */
    private final class Tally {

        private double sum;
        private int images;
        private boolean ruled;

        void add(SurfaceDistances distances, double worst) {
            double value = measure.applyAsDouble(distances);
            boolean infinite = value == Double.POSITIVE_INFINITY;
            ruled |= infinite;
            if (!infinite || oneEmpty == OneEmpty.WORST) {
                sum += infinite ? worst : value;
                images++;
            }
        }

        Score score() {
            if (images > 0) {
                return new Score(sum / images, ruled);
            }
            return Score.ofEmpty(ruled ? Double.NaN : bothEmpty.value());
        }
    }
}
