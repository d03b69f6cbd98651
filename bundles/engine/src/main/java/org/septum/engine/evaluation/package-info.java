// SPDX-License-Identifier: Apache-2.0
/** Scores of parts of the data, the cases' pictures, and the baselines beside them. */
package org.septum.engine.evaluation;
