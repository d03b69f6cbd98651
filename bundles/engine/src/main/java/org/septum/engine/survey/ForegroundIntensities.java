// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.survey;

import org.septum.services.data.DataSurvey.Intensities;
import org.septum.services.data.Fingerprint;

/** The intensities of one channel's foreground, of any number of images that are added one by one. */
final class ForegroundIntensities {

    private Moments moments = Moments.NONE;
    private final IntensityHistogram histogram = new IntensityHistogram(IntensityHistogram.FINE);

    /** @param values of an image's foreground, finite */
    void add(float[] values) {
        if (values.length > 0) {
            moments = moments.plus(Moments.of(values));
            histogram.add(IntensityHistogram.of(values, IntensityHistogram.FINE));
        }
    }

    /** Adds what others have counted, in any order: the sum is the same. */
    void addCounts(ForegroundIntensities other) {
        histogram.add(other.histogram);
    }

    /** Adds the moments of others, always in the same order, on which the last digits hang. */
    void addMoments(Moments other) {
        moments = moments.plus(other);
    }

    Moments moments() {
        return moments;
    }

    /** The percentiles are those of the histogram, whose bins are at most a 32,768th of the range. */
    Fingerprint.Intensity result() {
        Intensities all = DataSurveyor.intensities(moments, histogram);
        return moments.count() == 0
                ? new Fingerprint.Intensity(
                        0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN)
                : new Fingerprint.Intensity(
                        moments.count(),
                        all.mean(),
                        all.deviation(),
                        all.quantile(0.5),
                        all.least(),
                        all.greatest(),
                        all.quantile(0.005),
                        all.quantile(0.995));
    }
}
