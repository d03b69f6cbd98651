// SPDX-License-Identifier: Apache-2.0
/** The reporter that writes a run's event file for TensorBoard. */
package org.septum.reporting.tensorboard;
