// SPDX-License-Identifier: Apache-2.0
/** The reporter that writes a run's HTML report, and the report's sections. */
package org.septum.reporting.html;
