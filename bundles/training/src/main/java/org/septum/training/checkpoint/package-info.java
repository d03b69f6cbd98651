// SPDX-License-Identifier: Apache-2.0
/** Policies that decide when a checkpoint is written, and under which name. */
package org.septum.training.checkpoint;
