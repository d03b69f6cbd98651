// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.picture;

import java.awt.image.BufferedImage;
import org.septum.api.report.CaseView;

/**
 * Draws the cropped part of one slice: the image at its own resolution, and enlarged transparent overlays of the truth, the
 * prediction and their differences to be laid over it.
 */
public final class CasePicture {

    private static final int SIDE = 400;

    private final CaseView view;
    private final SlicePicture picture;

    public CasePicture(CaseView view, Crop crop) {
        this.view = view;
        picture = SlicePicture.of(view.image(), crop, SIDE);
    }

    /** The width of the overlays in pixels; the image is to be shown at the same size. */
    public int width() {
        return picture.width();
    }

    /** The height of the overlays in pixels. */
    public int height() {
        return picture.height();
    }

    public BufferedImage image() {
        return picture.plain(Window.of(view.image()));
    }

    public BufferedImage truth() {
        return picture.overlay(SlicePicture.colours(view.truth()));
    }

    public BufferedImage prediction() {
        return picture.overlay(SlicePicture.colours(view.prediction()));
    }

    public BufferedImage differences() {
        return picture.overlay(pixel -> {
            int truth = view.truth()[pixel];
            int prediction = view.prediction()[pixel];
            if (truth == prediction) {
                return SlicePicture.CLEAR;
            }
            return prediction == 0 ? Palette.MISSED : truth == 0 ? Palette.SPURIOUS : Palette.CONFUSED;
        });
    }
}
