// SPDX-License-Identifier: Apache-2.0
package org.septum.api.report;

import java.util.List;
import org.septum.api.data.Image;

/**
 * One slice with its truth and its prediction, for pictures.
 *
 * @param classes the names of the classes
 * @param truth the true class of each pixel, row by row
 * @param prediction the decided class of each pixel
 */
public record CaseView(String sampleId, Image image, List<String> classes, int[] truth, int[] prediction) {}
