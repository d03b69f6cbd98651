// SPDX-License-Identifier: Apache-2.0
/** Optimizers, and what all of them let the user choose beside their own method. */
package org.septum.training.optimizer;
