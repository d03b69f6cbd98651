// SPDX-License-Identifier: Apache-2.0
/** Reads run folders back, strictly: a folder that is none, or a damaged file in it, is an error that says so. */
package org.septum.compare.read;
