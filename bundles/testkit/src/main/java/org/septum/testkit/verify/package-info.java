// SPDX-License-Identifier: Apache-2.0
/** Runs the rules inside the framework, on a plugin's bundle and its components. */
package org.septum.testkit.verify;
