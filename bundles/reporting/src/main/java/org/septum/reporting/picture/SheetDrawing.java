// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.picture;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.septum.services.data.ContactSheet;
import org.septum.services.data.Picture;

/** Draws a contact sheet on white: title, legend, then for each row its title and its pictures with their captions. */
record SheetDrawing(ContactSheet sheet, Lettering lettering) {

    /** Small pictures are enlarged to at least this; larger than {@link #GREATEST} they are made smaller. */
    private static final int SIDE = 192;

    private static final int GREATEST = 256;

    private static final int MARGIN = 24;
    private static final int GAP = 8;
    private static final int HEADER = 62;
    private static final int ROW_TITLE = 22;
    private static final int CAPTION = 18;
    private static final int SWATCH = 12;
    private static final int LEAST_WIDTH = 480;

    private static final Color PAPER = Color.WHITE;
    private static final Color INK = new Color(0x1B2430);
    private static final Color SOFT = new Color(0x5B6675);

    /** A row that is ready to be laid out. */
    private record Strip(String title, List<BufferedImage> pictures, List<String> captions) {

        int width() {
            return pictures.stream()
                            .mapToInt(picture -> picture.getWidth() + GAP)
                            .sum()
                    - GAP;
        }

        int height() {
            return pictures.stream().mapToInt(BufferedImage::getHeight).max().orElse(0);
        }
    }

    BufferedImage draw() {
        List<Strip> strips = sheet.rows().stream().map(SheetDrawing::strip).toList();
        int width = strips.stream().mapToInt(Strip::width).max().orElse(0);
        width = Math.max(width, LEAST_WIDTH);
        int height = HEADER + 2 * MARGIN;
        for (Strip strip : strips) {
            height += ROW_TITLE + strip.height() + CAPTION + GAP;
        }
        BufferedImage picture = new BufferedImage(width + 2 * MARGIN, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(PAPER);
        graphics.fillRect(0, 0, picture.getWidth(), height);
        header(graphics, width);
        int top = MARGIN + HEADER;
        for (Strip strip : strips) {
            row(graphics, strip, top, width);
            top += ROW_TITLE + strip.height() + CAPTION + GAP;
        }
        graphics.dispose();
        return picture;
    }

    private void header(Graphics2D graphics, int width) {
        lettering.write(graphics, sheet.title(), Font.BOLD, 18, INK, MARGIN, MARGIN + 16, width);
        int x = MARGIN;
        int base = MARGIN + 42;
        for (int label = 1; label < sheet.classes().size(); label++) {
            graphics.setColor(new Color(Palette.onImages(label - 1)));
            graphics.fillRoundRect(x, base - SWATCH + 1, SWATCH, SWATCH, 4, 4);
            x += SWATCH + 7;
            x += 20
                    + lettering.write(
                            graphics, sheet.classes().get(label), Font.PLAIN, 13, SOFT, x, base, width + MARGIN - x);
        }
    }

    private void row(Graphics2D graphics, Strip strip, int top, int width) {
        lettering.write(graphics, strip.title(), Font.BOLD, 13, INK, MARGIN, top + 14, width);
        int x = MARGIN;
        for (int i = 0; i < strip.pictures().size(); i++) {
            BufferedImage picture = strip.pictures().get(i);
            graphics.drawImage(picture, x, top + ROW_TITLE, null);
            int base = top + ROW_TITLE + strip.height() + 14;
            lettering.write(graphics, strip.captions().get(i), Font.PLAIN, 12, SOFT, x, base, picture.getWidth());
            x += picture.getWidth() + GAP;
        }
    }

    private static Strip strip(ContactSheet.Row row) {
        List<BufferedImage> pictures = new ArrayList<>();
        Window window = null;
        for (Picture picture : row.pictures()) {
            window = window == null ? Window.of(picture.image()) : window;
            pictures.add(painted(picture, window));
        }
        return new Strip(
                row.title(),
                pictures,
                row.pictures().stream().map(Picture::caption).toList());
    }

    private static BufferedImage painted(Picture picture, Window window) {
        SlicePicture slice = SlicePicture.of(picture.image(), Crop.whole(picture.image()), SIDE);
        BufferedImage painted = slice.painted(window, SlicePicture.colours(picture.classes()));
        double scale = (double) GREATEST / Math.max(painted.getWidth(), painted.getHeight());
        return scale < 1 ? smaller(painted, scale) : painted;
    }

    private static BufferedImage smaller(BufferedImage picture, double scale) {
        int width = Math.max(1, (int) Math.round(picture.getWidth() * scale));
        int height = Math.max(1, (int) Math.round(picture.getHeight() * scale));
        BufferedImage result = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = result.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(picture, 0, 0, width, height, null);
        graphics.dispose();
        return result;
    }
}
