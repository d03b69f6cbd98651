// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.data;

import java.util.Map;

/**
 * What a dataset delivers, group by group in its order, whatever files it comes from and whatever an experiment makes of it.
 *
 * @param images the SHA-256 of each group's samples: their ids, sizes, spacings and intensities as they were decoded
 * @param labels the SHA-256 of each group's ids and label maps
 */
public record DataContents(Map<String, String> images, Map<String, String> labels) {}
