// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.picture;

import org.osgi.service.component.annotations.Component;
import org.septum.services.data.ContactSheet;
import org.septum.services.data.Picture;
import org.septum.services.data.PicturePainter;

/** Paints with the report's own drawing code. */
@Component
public final class Painter implements PicturePainter {

    /** How long the longer side of an enlarged picture is, at least. */
    private static final int SIDE = 400;

    @Override
    public byte[] picture(Picture picture) {
        SlicePicture slice = SlicePicture.of(picture.image(), Crop.whole(picture.image()), SIDE);
        return Png.bytes(slice.painted(Window.of(picture.image()), SlicePicture.colours(picture.classes())));
    }

    @Override
    public byte[] contactSheet(ContactSheet sheet) {
        return Png.bytes(new SheetDrawing(sheet, Lettering.ofThisMachine()).draw());
    }
}
