// SPDX-License-Identifier: Apache-2.0
/** The U-Net, U-Net++ and the blocks, normalizations, upsamplings and skip connections it is made of. */
package org.septum.models;
