// SPDX-License-Identifier: Apache-2.0
package org.septum.metrics.clinical;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.OptionType;
import org.septum.api.Options;
import org.septum.api.UserError;
import org.septum.api.data.SampleInfo;
import org.septum.api.metric.Metric;
import org.septum.api.metric.Score;
import org.septum.api.metric.ScoredSlice;
import org.septum.metrics.EmptyValue;

/**
 * Quantities that a physician reads off the volumes of structures at end-diastole (ED) and end-systole (ES). Each gets
 * three columns, {@code predicted}, {@code reference} and {@code error}, the former less the latter, under the name of its
 * class; the errors are summed up by bias and limits of agreement.
 */
record ClinicalMetric(Arguments arguments, String emptyRule, List<Quantity> quantities) implements Metric {

    private static final String END_DIASTOLE = "ED";
    private static final String END_SYSTOLE = "ES";

    private static final String CLASSES = "classes";
    private static final Option PHASE_ATTRIBUTE = Option.text(
                    "phase-attribute",
                    "the attribute of a sample that says its phase: ED (end-diastole) or ES (end-systole), in"
                            + " capital or small letters; other phases are not looked at")
            .or("phase");
    private static final String ERROR = "error";

    /**
     * A quantity of one class.
     *
     * @param name what follows the class in the names of its columns; empty for the metric's only quantity
     */
    record Quantity(String name, Formula formula) {}

    /** Computes a quantity from the volumes in ml of a structure at ED and ES; that of a phase that is lacking is NaN. */
    @FunctionalInterface
    interface Formula {
        Score of(double endDiastole, double endSystole);
    }

    /** A score that is 0 only for an empty mask, and NaN only for a lacking phase. */
    static Score amount(double value, EmptyValue empty) {
        if (value == 0) {
            return Score.ofEmpty(empty.value());
        }
        return new Score(value, Double.isNaN(value));
    }

    /**
     * The options of all such metrics.
     *
     * @param usual the class that is measured by default
     * @param classes what classes may be chosen, in words
     * @param empty the values for empty masks, the first being the default
     * @param emptyRule what they mean
     */
    static Options options(String usual, String classes, List<String> empty, String emptyRule) {
        Option measured = new Option(
                CLASSES,
                new OptionType.OneOrMore(new OptionType.Text()),
                Option.Necessity.DEFAULTED,
                List.of(usual),
                classes);
        return Options.of(measured, PHASE_ATTRIBUTE, EmptyValue.option(empty, emptyRule));
    }

    @Override
    public Unit unit() {
        return Unit.PATIENT;
    }

    /** That of the errors; the quantities themselves have none. */
    @Override
    public Direction direction() {
        return Direction.ZERO;
    }

    @Override
    public boolean averagesClasses() {
        return false;
    }

    @Override
    public Map<String, Double> summarize(String className, List<Double> values) {
        return className.endsWith("-" + ERROR) ? Agreement.of(values) : Map.of();
    }

    @Override
    public Accumulator start(List<String> classes) {
        List<String> measured = arguments.list(CLASSES, String.class);
        for (String name : measured) {
            if (!classes.contains(name)) {
                throw arguments.error(
                        CLASSES, "found '" + name + "', but the head's classes are " + String.join(", ", classes));
            }
        }
        return new Phases(classes, measured);
    }

    private final class Phases implements Accumulator {

        private final List<String> classes;
        private final List<String> measured;
        private final Map<String, PhaseVolumes> phases = new LinkedHashMap<>();

        Phases(List<String> classes, List<String> measured) {
            this.classes = classes;
            this.measured = measured;
            for (String phase : List.of(END_DIASTOLE, END_SYSTOLE)) {
                phases.put(phase, new PhaseVolumes(phase, classes.size()));
            }
        }

        @Override
        public void add(ScoredSlice slice) {
            SampleInfo info = slice.info();
            String attribute = arguments.text(PHASE_ATTRIBUTE.name());
            String phase = info.attributes().get(attribute);
            if (phase == null) {
                throw new UserError(
                        arguments.location(),
                        "the phase of '" + info.id() + "' (" + info.source() + ") is not known: it has no attribute '"
                                + attribute + "' but "
                                + (info.attributes().isEmpty()
                                        ? "none at all"
                                        : String.join(", ", info.attributes().keySet()))
                                + "; set '" + PHASE_ATTRIBUTE.name() + "', or leave this metric out");
            }
            PhaseVolumes volumes = phases.get(phase.toUpperCase(Locale.ROOT));
            if (volumes != null) {
                volumes.add(slice);
            }
        }

        @Override
        public Map<String, Score> scores() {
            PhaseVolumes diastole = phases.get(END_DIASTOLE);
            PhaseVolumes systole = phases.get(END_SYSTOLE);
            Map<String, Score> scores = new LinkedHashMap<>();
            for (String name : measured) {
                int index = classes.indexOf(name);
                for (Quantity quantity : quantities) {
                    Score predicted = quantity.formula.of(diastole.predicted(index), systole.predicted(index));
                    Score reference = quantity.formula.of(diastole.reference(index), systole.reference(index));
                    String column = name + "-" + (quantity.name.isEmpty() ? "" : quantity.name + "-");
                    scores.put(column + "predicted", predicted);
                    scores.put(column + "reference", reference);
                    scores.put(
                            column + ERROR,
                            new Score(
                                    predicted.value() - reference.value(),
                                    predicted.byEmptyRule() || reference.byEmptyRule()));
                }
            }
            return scores;
        }
    }
}
