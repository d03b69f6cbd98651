// SPDX-License-Identifier: Apache-2.0
package org.septum.api.report;

import java.util.List;
import org.septum.api.metric.MetricValue;

/**
 * The test scores of a prediction that needs no image, to compare the model's with.
 *
 * @param name what it predicts, in words
 * @param values its scores by the metrics that score the model
 */
public record BaselineScores(String name, List<MetricValue> values) {}
