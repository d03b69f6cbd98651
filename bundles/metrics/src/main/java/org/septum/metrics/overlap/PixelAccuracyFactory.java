// SPDX-License-Identifier: Apache-2.0
package org.septum.metrics.overlap;

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
import org.septum.metrics.Units;

/** Creates {@link PixelAccuracy}. */
@Component
@PluginType("pixel-accuracy")
public final class PixelAccuracyFactory implements MetricFactory {

    @Override
    public String summary() {
        return "share of pixels with the right class, 0 to 1; high wherever there is much background";
    }

    @Override
    public Options options() {
        return Options.of(Units.option());
    }

    @Override
    public Metric create(Arguments arguments) {
        return new PixelAccuracy(Units.of(arguments));
    }

    /**
     * The share of a case's pixels, background included, whose predicted class is the true one. In cardiac MRI the background
     * alone is about 96 % of the pixels: compare it with that, not with 0.
     */
    private record PixelAccuracy(Unit unit) implements Share {

        @Override
        public boolean symmetric() {
            return true;
        }

        @Override
        public String emptyRule() {
            return "no special case: the background counts like any class";
        }

        @Override
        public Accumulator start(List<String> classes) {
            return new Counts();
        }
    }

    private static final class Counts implements Metric.Accumulator {

        private long right;
        private long total;

        @Override
        public void add(ScoredSlice slice) {
            for (int pixel = 0; pixel < slice.truth().length; pixel++) {
                if (slice.counts(pixel)) {
                    total++;
                    right += slice.truth()[pixel] == slice.prediction()[pixel] ? 1 : 0;
                }
            }
        }

        @Override
        public Map<String, Score> scores() {
            return Map.of(ScoreNames.WHOLE, total == 0 ? Score.ofEmpty(Double.NaN) : Score.of((double) right / total));
        }
    }
}
