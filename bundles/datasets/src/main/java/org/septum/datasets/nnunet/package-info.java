// SPDX-License-Identifier: Apache-2.0
/** Data in nnU-Net's raw layout: what dataset.json says, and the images and labels beside it. */
package org.septum.datasets.nnunet;
