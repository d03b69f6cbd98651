// SPDX-License-Identifier: Apache-2.0
/** Samplings: passes over the training samples, and draws with replacement by case. */
package org.septum.datasets.sampling;
