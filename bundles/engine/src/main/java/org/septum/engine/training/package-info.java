// SPDX-License-Identifier: Apache-2.0
/** The training loop: steps, epochs, the state from which a run goes on, and the checkpoint it is judged by. */
package org.septum.engine.training;
