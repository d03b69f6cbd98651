// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.console;

import java.util.List;

/**
 * How far a stretch of work has come.
 *
 * @param title what is being done
 * @param unit what is counted, in the singular
 * @param details further facts, the most important first
 */
record Progress(String title, String unit, int done, int total, List<String> details) {}
