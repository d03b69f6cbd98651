// SPDX-License-Identifier: Apache-2.0
/** Ways to divide a dataset into training, validation and test. */
package org.septum.datasets.split;
