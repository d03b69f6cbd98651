// SPDX-License-Identifier: Apache-2.0
/** What the machine and the user's account grant a start: folders, space, and files that are the user's word alone. */
package org.septum.launcher.machine;
