// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.prediction;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.septum.api.WiringError;
import org.septum.api.data.Image;
import org.septum.common.files.AtomicFile;
import org.septum.services.data.Picture;
import org.septum.services.data.PicturePainter;

/** Writes pictures of predictions over their images. */
public record Overlays(Optional<PicturePainter> optionalPainter) {

    /**
     * Whoever paints.
     *
     * @throws WiringError if nobody does
     */
    PicturePainter painter() {
        return optionalPainter.orElseThrow(
                () -> new WiringError("the painter of overlays is missing: the bundle org.septum.reporting is not"
                        + " installed or did not start; 'septum plugins' says why"));
    }

    /**
     * Writes a picture of each slice, as large as the slice or larger by a whole number: {@code STEM-overlay.png} for a
     * single one, {@code STEM-overlay-00.png} and so on for several, in the order of the slices.
     *
     * @param decisions the class of each pixel of each slice
     * @param mask the file of the mask; the pictures are put beside it
     * @param stem its name without its ending
     * @return the files
     */
    public List<Path> write(List<Image> slices, List<int[]> decisions, Path mask, String stem) {
        List<Path> written = new ArrayList<>();
        int digits = Math.max(2, String.valueOf(slices.size() - 1).length());
        for (int slice = 0; slice < slices.size(); slice++) {
            String number = slices.size() == 1 ? "" : String.format(Locale.ROOT, "-%0" + digits + "d", slice);
            Path file = mask.resolveSibling(stem + "-overlay" + number + ".png");
            byte[] png = painter().picture(new Picture(stem, slices.get(slice), decisions.get(slice)));
            AtomicFile.write(file, out -> out.write(png));
            written.add(file);
        }
        return written;
    }
}
