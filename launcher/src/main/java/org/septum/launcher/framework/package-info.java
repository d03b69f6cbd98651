// SPDX-License-Identifier: Apache-2.0
/** Felix with its bundles: what plugins may do there, and why one of them does not work. */
package org.septum.launcher.framework;
