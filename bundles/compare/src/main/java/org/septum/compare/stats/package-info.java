// SPDX-License-Identifier: Apache-2.0
/** Tests, intervals and effect sizes for paired scores, each with its source. */
package org.septum.compare.stats;
