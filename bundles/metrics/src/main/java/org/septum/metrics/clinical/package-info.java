// SPDX-License-Identifier: Apache-2.0
/** Volumes, masses and ejection fractions, and how well they agree with the truth. */
package org.septum.metrics.clinical;
