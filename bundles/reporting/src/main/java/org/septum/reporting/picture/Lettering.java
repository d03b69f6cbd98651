// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.picture;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.lang.System.Logger.Level;

/**
 * Writes into pictures. A machine without fonts, such as a bare container, gets pictures without words.
 *
 * @param works whether there are fonts
 */
record Lettering(boolean works) {

    private static final System.Logger LOG = System.getLogger(Lettering.class.getName());

    static Lettering ofThisMachine() {
        Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        try {
            graphics.getFontMetrics(font(Font.PLAIN, 12)).stringWidth("x");
            return new Lettering(true);
        } catch (RuntimeException | LinkageError | InternalError e) {
            // Without fontconfig or any font the JDK fails in one of these ways.
            LOG.log(Level.WARNING, "this machine has no fonts, so pictures have no captions", e);
            return new Lettering(false);
        } finally {
            graphics.dispose();
        }
    }

    private static Font font(int style, int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }

    /**
     * Writes a line, shortened if it is wider than its room.
     *
     * @param style {@link Font#PLAIN} or {@link Font#BOLD}
     * @param x the left end
     * @param y the base line
     * @return the width of what was written
     */
    int write(Graphics2D graphics, String text, int style, int size, Color colour, int x, int y, int room) {
        if (!works) {
            return 0;
        }
        graphics.setFont(font(style, size));
        graphics.setColor(colour);
        FontMetrics metrics = graphics.getFontMetrics();
        String shown = text;
        for (int end = text.length(); metrics.stringWidth(shown) > room && end > 0; end--) {
            shown = text.substring(0, end - 1) + "\u2026";
        }
        graphics.drawString(shown, x, y);
        return metrics.stringWidth(shown);
    }
}
