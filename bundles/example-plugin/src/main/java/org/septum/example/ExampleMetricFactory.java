// SPDX-License-Identifier: Apache-2.0
package org.septum.example;

import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.metric.Metric;
import org.septum.api.metric.MetricFactory;
import org.septum.api.metric.Score;
import org.septum.api.metric.ScoreNames;
import org.septum.api.metric.ScoredSlice;

/** Creates {@code example-metric}: the share of background pixels that are predicted as foreground. */
@Component
@PluginType("example-metric")
public final class ExampleMetricFactory implements MetricFactory {

    @Override
    public String summary() {
        return "share of background pixels that are predicted as foreground, 0 to 1";
    }

    @Override
    public Options options() {
        return Options.none();
    }

    @Override
    public Metric create(Arguments arguments) {
        return new ExampleMetric();
    }

    private record ExampleMetric() implements Metric {

        @Override
        public Unit unit() {
            return Unit.VOLUME;
        }

        @Override
        public Direction direction() {
            return Direction.LOWER;
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
        public String emptyRule() {
            return "undefined where there is no background";
        }

        @Override
        public Accumulator start(List<String> classes) {
            return new Counts();
        }
    }

    /** What is counted over the slices of one volume. */
    private static final class Counts implements Metric.Accumulator {

        private long background;
        private long falseAlarms;

        @Override
        public void add(ScoredSlice slice) {
            for (int pixel = 0; pixel < slice.truth().length; pixel++) {
                if (slice.truth()[pixel] == 0) {
                    background++;
                    falseAlarms += slice.prediction()[pixel] == 0 ? 0 : 1;
                }
            }
        }

        @Override
        public Map<String, Score> scores() {
            return Map.of(
                    ScoreNames.WHOLE,
                    background == 0 ? Score.ofEmpty(Double.NaN) : Score.of((double) falseAlarms / background));
        }
    }
}
