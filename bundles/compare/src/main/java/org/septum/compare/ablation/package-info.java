// SPDX-License-Identifier: Apache-2.0
/** Plans ablations, keeps their ledgers, and has executors train what is missing. */
package org.septum.compare.ablation;
