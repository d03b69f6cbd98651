// SPDX-License-Identifier: Apache-2.0
/** Which plugins there are, and which of them the user trusts. */
package org.septum.launcher.plugin;
