// SPDX-License-Identifier: Apache-2.0
/** The Automated Cardiac Diagnosis Challenge's training data, as they are distributed. */
package org.septum.datasets.acdc;
