// SPDX-License-Identifier: Apache-2.0
/** The dataset of image and mask files found by name patterns. */
package org.septum.datasets.folder;
