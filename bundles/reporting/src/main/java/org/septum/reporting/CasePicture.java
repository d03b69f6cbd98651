// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting;

import java.util.function.IntUnaryOperator;
import org.septum.api.report.CaseView;

/**
 * Draws the cropped part of one slice as PNG data URIs: the image at its own resolution, and enlarged transparent overlays
 * of the truth, the prediction and their differences to be laid over it.
 */
final class CasePicture {

    private static final int SIDE = 400;

    private final CaseView view;
    private final SlicePicture picture;

    CasePicture(CaseView view, Crop crop) {
        this.view = view;
        picture = SlicePicture.of(view.image(), crop, SIDE);
    }

    /** The width of the overlays in pixels; the image is to be shown at the same size. */
    int width() {
        return picture.width();
    }

    /** The height of the overlays in pixels. */
    int height() {
        return picture.height();
    }

    String image() {
        return Png.dataUri(picture.plain(Window.of(view.image())));
    }

    String truth() {
        return overlay(pixel -> SlicePicture.classColour(view.truth()[pixel]));
    }

    String prediction() {
        return overlay(pixel -> SlicePicture.classColour(view.prediction()[pixel]));
    }

    String differences() {
        return overlay(pixel -> {
            int truth = view.truth()[pixel];
            int prediction = view.prediction()[pixel];
            if (truth == prediction) {
                return SlicePicture.CLEAR;
            }
            return prediction == 0 ? Palette.MISSED : truth == 0 ? Palette.SPURIOUS : Palette.CONFUSED;
        });
    }

    private String overlay(IntUnaryOperator colour) {
        return Png.dataUri(picture.overlay(colour));
    }
}
