// SPDX-License-Identifier: Apache-2.0
/** Reporters: the console, CSV tables, the HTML report and TensorBoard's events of a run; and the page about its data. */
package org.septum.reporting;
