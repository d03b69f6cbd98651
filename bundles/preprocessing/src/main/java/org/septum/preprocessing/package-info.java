// SPDX-License-Identifier: Apache-2.0
/** What is done to every image alike before augmentation: intensity scalings, and grids for the network's pixels. */
package org.septum.preprocessing;
