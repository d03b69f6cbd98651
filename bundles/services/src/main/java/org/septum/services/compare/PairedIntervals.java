// SPDX-License-Identifier: Apache-2.0
package org.septum.services.compare;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import org.septum.api.report.CaseValue;

/** How sure it is that the scores of the same cases have changed. */
@ProviderType
public interface PairedIntervals {

    /**
     * How a score has changed, on the cases where it is defined both before and after.
     *
     * @param className the class, or {@link org.septum.api.metric.ScoreNames#MEAN} for the mean over a case's defined classes
     * @param before the mean over these cases
     * @param after the same
     * @param low of the 95 % interval of the mean difference, whole groups (patients) drawn with their cases; NaN for fewer
     *     than two
     * @param high of the same
     */
    record Change(
            String head,
            String metric,
            String className,
            double before,
            double after,
            double low,
            double high,
            int cases,
            int groups) {}

    /**
     * Pairs scores by case.
     *
     * @param before scores of one part
     * @param after others of the same cases
     * @return in the order of those before, for each head and metric its classes, and their mean where there are several
     */
    List<Change> changes(List<CaseValue> before, List<CaseValue> after);
}
