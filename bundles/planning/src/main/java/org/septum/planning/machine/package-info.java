// SPDX-License-Identifier: Apache-2.0
/** Making a draft fit this machine: its processors, its memory, and the time there is. */
package org.septum.planning.machine;
