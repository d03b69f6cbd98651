// SPDX-License-Identifier: Apache-2.0
/** The reporter that writes a run's numbers as CSV tables. */
package org.septum.reporting.csv;
