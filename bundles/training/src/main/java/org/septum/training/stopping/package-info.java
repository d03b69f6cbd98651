// SPDX-License-Identifier: Apache-2.0
/** Rules that end a training before its last epoch. */
package org.septum.training.stopping;
