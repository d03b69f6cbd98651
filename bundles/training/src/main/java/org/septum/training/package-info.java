// SPDX-License-Identifier: Apache-2.0
/** Optimizers, and policies that decide when a checkpoint is written. */
package org.septum.training;
