// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.picture;

import java.util.List;
import org.septum.common.page.Markup;
import org.septum.services.data.Picture;

/** Small pictures side by side, each with its classes laid over it and its caption below. */
public final class PictureGrid {

    private static final int SIDE = 300;

    private PictureGrid() {}

    public static void write(Markup page, List<Picture> pictures) {
        if (pictures.isEmpty()) {
            return;
        }
        page.open("div", "class", "panels pictures");
        pictures.forEach(picture -> figure(page, picture));
        page.close();
    }

    private static void figure(Markup page, Picture picture) {
        SlicePicture slice = SlicePicture.of(picture.image(), Crop.whole(picture.image()), SIDE);
        page.open("figure").open("div");
        String image = Png.dataUri(slice.plain(Window.of(picture.image())));
        image(page, slice.width(), slice.height(), image, picture.caption(), "image");
        String overlay = Png.dataUri(slice.overlay(SlicePicture.colours(picture.classes())));
        image(page, slice.width(), slice.height(), overlay, "", "overlay");
        page.close().element("figcaption", picture.caption()).close();
    }

    /**
     * A picture, or what is laid over it, in one size.
     *
     * @param source a data URI
     */
    public static void image(Markup page, int width, int height, String source, String alternative, String style) {
        String columns = Integer.toString(width);
        String rows = Integer.toString(height);
        page.empty("img", "class", style, "src", source, "alt", alternative, "width", columns, "height", rows);
    }

    /** The colours of all classes but the background. */
    public static void legend(Markup page, List<String> classes) {
        page.open("ul", "class", "legend swatches");
        swatches(page, classes);
        page.close();
    }

    /** Entries of a legend: all classes but the background. */
    public static void swatches(Markup page, List<String> classes) {
        for (int label = 1; label < classes.size(); label++) {
            swatch(page, Palette.onImages(label - 1), classes.get(label));
        }
    }

    /** One entry of a legend. */
    public static void swatch(Markup page, int colour, String name) {
        page.open("li").open("svg", "viewBox", "0 0 12 12", "aria-hidden", "true");
        page.empty("rect", "width", "12", "height", "12", "rx", "2", "fill", Palette.css(colour));
        page.close().text(name).close();
    }
}
