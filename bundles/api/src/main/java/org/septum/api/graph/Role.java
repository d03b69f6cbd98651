// SPDX-License-Identifier: Apache-2.0
package org.septum.api.graph;

/** What a dimension of a tensor stands for. The memory order is the backend's affair. */
public enum Role {
    BATCH,
    CHANNEL,
    HEIGHT,
    WIDTH
}
