// SPDX-License-Identifier: Apache-2.0
/** How people name images, masks and patients, found out from the names that a folder has. */
package org.septum.datasets.convention;
