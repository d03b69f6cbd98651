// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.rules;

import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.septum.api.Kind;
import org.septum.api.metric.Metric;
import org.septum.api.metric.Score;
import org.septum.api.metric.ScoredSlice;
import org.septum.testkit.probe.ScoredCases;

/** Metrics that break the rules. */
final class BrokenMetrics {

    private BrokenMetrics() {}

    static Subject sound() {
        return Made.of(Kind.METRIC, arguments -> new Accuracy());
    }

    static List<BrokenPlugin> all() {
        Metric.Accumulator shared = new Accuracy().start(Subject.LABELS);
        return List.of(
                broken("M-01", "a range that is too narrow", "declared are 0.0 to 0.1", new Accuracy() {
                    @Override
                    public double highest() {
                        return 0.1;
                    }
                }),
                broken("M-02", "the wrong direction", "for a perfect prediction", new Accuracy() {
                    @Override
                    public Direction direction() {
                        return Direction.LOWER;
                    }
                }),
                broken("M-03", "a false claim of symmetry", "exchanged", new Accuracy() {
                    @Override
                    double value(ScoredSlice slice) {
                        return slice.prediction()[4 * ScoredCases.WIDTH + 2] == 0 ? 0 : 1;
                    }
                }),
                broken("M-04", "undefined out of nowhere", "not by the rule", new Accuracy() {
                    @Override
                    double value(ScoredSlice slice) {
                        return Double.NaN;
                    }
                }),
                broken("M-05", "all cases in one accumulator", "beside another", new Accuracy() {
                    @Override
                    public Accumulator start(List<String> classes) {
                        return shared;
                    }
                }),
                broken("M-06", "writes into the prediction", "changes the prediction", new Accuracy() {
                    @Override
                    double value(ScoredSlice slice) {
                        slice.prediction()[0] = 17;
                        return super.value(slice);
                    }
                }));
    }

    private static BrokenPlugin broken(String rule, String fault, String told, Metric metric) {
        return new BrokenPlugin(rule, fault, Made.of(Kind.METRIC, arguments -> metric), told);
    }

    /** The mean over the slices of the share of pixels that are right. */
    private static class Accuracy implements Metric {
        @Override
        public Unit unit() {
            return Unit.VOLUME;
        }

        @Override
        public Direction direction() {
            return Direction.HIGHER;
        }

        @Override
        public double lowest() {
            return 0;
        }

        @Override
        public double highest() {
            return 1;
        }

        @Override
        public boolean symmetric() {
            return true;
        }

        @Override
        public String emptyRule() {
            return "no special case";
        }

        double value(ScoredSlice slice) {
            int right = 0;
            for (int i = 0; i < slice.truth().length; i++) {
                right += slice.truth()[i] == slice.prediction()[i] ? 1 : 0;
            }
            return right / (double) slice.truth().length;
        }

        @Override
        public Accumulator start(List<String> classes) {
            return new Mean(this::value);
        }
    }

    private static final class Mean implements Metric.Accumulator {
        private final ToDoubleFunction<ScoredSlice> value;
        private double sum;
        private int slices;

        Mean(ToDoubleFunction<ScoredSlice> value) {
            this.value = value;
        }

        @Override
        public void add(ScoredSlice slice) {
            sum += value.applyAsDouble(slice);
            slices++;
        }

        @Override
        public Map<String, Score> scores() {
            return Map.of("all", Score.of(sum / slices));
        }
    }
}
