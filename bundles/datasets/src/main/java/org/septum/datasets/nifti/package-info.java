// SPDX-License-Identifier: Apache-2.0
/** NIfTI files: reading them without trusting their headers, writing them, and datasets of volumes stored in them. */
package org.septum.datasets.nifti;
