// SPDX-License-Identifier: Apache-2.0
/** Whole networks: the U-Net and U-Net++. */
package org.septum.models.network;
