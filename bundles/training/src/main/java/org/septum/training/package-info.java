// SPDX-License-Identifier: Apache-2.0
/** Optimizers, schedules of their learning rate, stopping rules, and policies that decide when a checkpoint is written. */
package org.septum.training;
