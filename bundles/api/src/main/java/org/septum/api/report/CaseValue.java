// SPDX-License-Identifier: Apache-2.0
package org.septum.api.report;

import org.septum.api.data.Part;

/**
 * A score of one case.
 *
 * @param part validation or test
 * @param unit slice, volume or patient
 * @param caseId the sample, volume or group
 * @param group the group the case belongs to
 * @param value NaN where undefined
 * @param byEmptyRule whether the metric's rule for empty masks gave the value
 */
public record CaseValue(
        Part part,
        String head,
        String metric,
        String className,
        String unit,
        String caseId,
        String group,
        double value,
        boolean byEmptyRule) {}
