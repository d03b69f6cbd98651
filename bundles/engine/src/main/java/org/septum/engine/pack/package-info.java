// SPDX-License-Identifier: Apache-2.0
/** Experiments as packs: the lock of what they were made with, and the plugins they take along. */
package org.septum.engine.pack;
