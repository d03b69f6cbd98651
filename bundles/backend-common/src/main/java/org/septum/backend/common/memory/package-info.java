// SPDX-License-Identifier: Apache-2.0
/** Lays out a plan's values in memory: what lives when, what may take whose place, and where in an arena it lies. */
package org.septum.backend.common.memory;
