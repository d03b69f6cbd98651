// SPDX-License-Identifier: Apache-2.0
/** An experiment's model as graph and compiled programs, the backend it runs on, and the memory it takes. */
package org.septum.engine.network;
