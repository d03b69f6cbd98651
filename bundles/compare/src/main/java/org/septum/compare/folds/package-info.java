// SPDX-License-Identifier: Apache-2.0
/** Scores of cross-validation: each case by the fold that has not seen it. */
package org.septum.compare.folds;
