// SPDX-License-Identifier: Apache-2.0
/** What is done to decided masks after the network, and how it is learnt which of it helps. */
package org.septum.engine.postprocessing;
