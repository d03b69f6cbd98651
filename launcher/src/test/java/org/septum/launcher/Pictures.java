// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntBinaryOperator;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** Grey pictures made for a test, and where the run lies that was trained on them. */
final class Pictures {

    private Pictures() {}

    /**
     * Writes a square picture, in the format that its name ends with, and makes the folders that it lies in.
     *
     * @param grey the level, 0 to 255, of a row and a column
     */
    static void write(Path file, int size, IntBinaryOperator grey) throws IOException {
        BufferedImage picture = new BufferedImage(size, size, BufferedImage.TYPE_BYTE_GRAY);
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                picture.getRaster().setSample(column, row, 0, grey.applyAsInt(row, column));
            }
        }
        Files.createDirectories(file.getParent());
        String name = file.getFileName().toString();
        assertThat(ImageIO.write(picture, name.substring(name.lastIndexOf('.') + 1), file.toFile()))
                .as(name)
                .isTrue();
    }

    /** The only thing in a folder, such as the run of an experiment and variant. */
    static Path only(Path folder) throws IOException {
        try (Stream<Path> found = Files.list(folder)) {
            List<Path> all = found.toList();
            assertThat(all).hasSize(1);
            return all.get(0);
        }
    }
}
