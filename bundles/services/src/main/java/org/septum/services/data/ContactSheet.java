// SPDX-License-Identifier: Apache-2.0
package org.septum.services.data;

import java.util.List;

/**
 * Pictures in rows, to be seen at a glance.
 *
 * @param title stands above all
 * @param classes the names of the classes, the background first
 */
public record ContactSheet(String title, List<String> classes, List<Row> rows) {

    /**
     * Pictures of one slice. The first one's intensities decide what is black and white in all of them, so that changes of
     * brightness show.
     *
     * @param title stands above the row
     */
    public record Row(String title, List<Picture> pictures) {}
}
