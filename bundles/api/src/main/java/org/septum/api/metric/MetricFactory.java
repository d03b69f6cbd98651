// SPDX-License-Identifier: Apache-2.0
package org.septum.api.metric;

import org.septum.api.Factory;

/** Creates {@link Metric}s of one type. */
public interface MetricFactory extends Factory<Metric> {}
