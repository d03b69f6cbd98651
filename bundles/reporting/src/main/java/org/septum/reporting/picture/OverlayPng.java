// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.picture;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.septum.api.report.CaseView;

/**
 * A slice with its truth on the left and its prediction on the right, as one PNG.
 *
 * @param height in pixels
 * @param width in pixels, both halves together
 */
public record OverlayPng(int height, int width, byte[] bytes) {

    public static OverlayPng of(CaseView view) {
        CasePicture picture = new CasePicture(view, Crop.around(List.of(view)));
        int half = picture.width();
        BufferedImage both = new BufferedImage(2 * half, picture.height(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = both.createGraphics();
        for (int side = 0; side < 2; side++) {
            graphics.drawImage(picture.image(), side * half, 0, half, picture.height(), null);
            graphics.drawImage(side == 0 ? picture.truth() : picture.prediction(), side * half, 0, null);
        }
        graphics.dispose();
        return new OverlayPng(both.getHeight(), both.getWidth(), Png.bytes(both));
    }
}
