// SPDX-License-Identifier: Apache-2.0
/** Reporters: the console, CSV tables and the HTML report of a run. */
package org.septum.reporting;
