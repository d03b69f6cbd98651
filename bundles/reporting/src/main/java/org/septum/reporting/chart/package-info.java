// SPDX-License-Identifier: Apache-2.0
/** Charts as SVG: lines over epochs or steps, and histograms. */
package org.septum.reporting.chart;
