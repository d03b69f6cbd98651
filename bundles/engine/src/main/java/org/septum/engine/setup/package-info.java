// SPDX-License-Identifier: Apache-2.0
/** An experiment set up: its data, heads and network together, with the warnings that its scores carry. */
package org.septum.engine.setup;
