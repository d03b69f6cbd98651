// SPDX-License-Identifier: Apache-2.0
/** Finds the installed components, and trains, evaluates and records experiments with them. */
package org.septum.engine;
