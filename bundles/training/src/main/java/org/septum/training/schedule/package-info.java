// SPDX-License-Identifier: Apache-2.0
/** Schedules of the learning rate. */
package org.septum.training.schedule;
