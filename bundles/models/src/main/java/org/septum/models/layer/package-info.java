// SPDX-License-Identifier: Apache-2.0
/** The single layers that blocks, skip connections and upsamplings are built of. */
package org.septum.models.layer;
