// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn.compile;

import org.bytedeco.dnnl.memory;
import org.septum.backend.onednn.memory.Place;

/**
 * An argument of one of oneDNN's primitives.
 *
 * @param index oneDNN's number of it
 * @param place null for one that this call of the primitive does not have
 */
public record Argument(int index, memory.desc layout, Place place) {}
