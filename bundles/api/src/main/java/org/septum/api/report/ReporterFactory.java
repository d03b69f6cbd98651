// SPDX-License-Identifier: Apache-2.0
package org.septum.api.report;

import org.septum.api.Factory;

/** Creates {@link Reporter}s of one type. */
public interface ReporterFactory extends Factory<Reporter> {}
