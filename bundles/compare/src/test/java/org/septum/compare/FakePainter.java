// SPDX-License-Identifier: Apache-2.0
package org.septum.compare;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import org.septum.services.data.ContactSheet;
import org.septum.services.data.Picture;
import org.septum.services.data.PicturePainter;

/** Keeps the contact sheet that it is asked for, and paints a white one. */
public final class FakePainter implements PicturePainter {

    public static final int WIDTH = 3;

    ContactSheet sheet;

    @Override
    public byte[] picture(Picture picture) {
        throw new UnsupportedOperationException();
    }

    @Override
    public byte[] contactSheet(ContactSheet asked) {
        sheet = asked;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(WIDTH, 2, BufferedImage.TYPE_INT_RGB), "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
