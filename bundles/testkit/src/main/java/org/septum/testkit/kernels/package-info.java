// SPDX-License-Identifier: Apache-2.0
/** The reference backend's code for each operation. */
package org.septum.testkit.kernels;
