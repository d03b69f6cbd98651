// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.picture;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
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
            graphics.drawImage(decoded(picture.image()), side * half, 0, half, picture.height(), null);
            String overlay = side == 0 ? picture.truth() : picture.prediction();
            graphics.drawImage(decoded(overlay), side * half, 0, null);
        }
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(both, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new OverlayPng(both.getHeight(), both.getWidth(), bytes.toByteArray());
    }

    private static BufferedImage decoded(String dataUri) {
        byte[] png = Base64.getDecoder().decode(dataUri.substring(dataUri.indexOf(',') + 1));
        try {
            return ImageIO.read(new ByteArrayInputStream(png));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
