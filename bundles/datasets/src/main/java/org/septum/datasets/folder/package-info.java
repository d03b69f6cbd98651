// SPDX-License-Identifier: Apache-2.0
/** Pictures: the dataset of image and mask files found by name patterns, and reading and writing single ones. */
package org.septum.datasets.folder;
