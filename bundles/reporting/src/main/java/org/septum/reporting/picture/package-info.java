// SPDX-License-Identifier: Apache-2.0
/** Pictures of samples and predictions: slices, overlays, sheets. */
package org.septum.reporting.picture;
