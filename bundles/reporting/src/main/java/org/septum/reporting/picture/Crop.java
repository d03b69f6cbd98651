// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.picture;

import java.util.List;
import org.septum.api.data.Image;
import org.septum.api.report.CaseView;

/** The part of a case's slices that is pictured, in pixels. */
public record Crop(int top, int left, int height, int width) {

    static Crop whole(Image image) {
        return new Crop(0, 0, image.height(), image.width());
    }

    /**
     * The square that holds every true and predicted structure with some room around, at least half as wide as the image;
     * the whole image if there is no structure.
     *
     * @param views slices of one size
     */
    public static Crop around(List<CaseView> views) {
        int height = views.get(0).image().height();
        int width = views.get(0).image().width();
        int top = height;
        int left = width;
        int bottom = -1;
        int right = -1;
        for (CaseView view : views) {
            for (int i = 0; i < height * width; i++) {
                if (view.truth()[i] != 0 || view.prediction()[i] != 0) {
                    top = Math.min(top, i / width);
                    bottom = Math.max(bottom, i / width);
                    left = Math.min(left, i % width);
                    right = Math.max(right, i % width);
                }
            }
        }
        if (bottom < 0) {
            return whole(views.get(0).image());
        }
        int extent = Math.max(bottom - top, right - left) + 1;
        int side = Math.max(extent + extent / 2, Math.max(height, width) / 2);
        int cropHeight = Math.min(side, height);
        int cropWidth = Math.min(side, width);
        return new Crop(
                within((top + bottom + 1 - cropHeight) / 2, height - cropHeight),
                within((left + right + 1 - cropWidth) / 2, width - cropWidth),
                cropHeight,
                cropWidth);
    }

    private static int within(int value, int greatest) {
        return Math.max(0, Math.min(greatest, value));
    }
}
