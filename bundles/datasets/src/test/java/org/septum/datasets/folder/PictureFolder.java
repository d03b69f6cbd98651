// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.septum.api.Arguments;
import org.septum.api.data.Dataset;
import org.septum.api.data.Sample;

/** A folder with pictures made for a test. */
final class PictureFolder {

    private final Path root;

    PictureFolder(Path root) {
        this.root = root;
    }

    Dataset dataset(Map<String, ?> more) {
        Map<String, Object> levels = new LinkedHashMap<>();
        levels.put("background", 0);
        levels.put("lv", List.of(128, 255));
        Map<String, Object> options = new HashMap<>();
        options.put("root", root.toString());
        options.put("images", "images/{id}.png");
        options.put("masks", "masks/seg{id}.png");
        options.put("levels", levels);
        options.putAll(more);
        ImageFolderFactory factory = new ImageFolderFactory();
        return factory.create(Arguments.of(factory.options(), options));
    }

    /** Writes a picture with the given numbers, row by row and band by band. */
    void write(String path, int type, int height, int width, int... values) {
        BufferedImage picture = new BufferedImage(width, height, type);
        picture.getRaster().setPixels(0, 0, width, height, values);
        write(path, picture);
    }

    void write(String path, BufferedImage picture) {
        try {
            Files.createDirectories(root.resolve(path).getParent());
            String format = path.substring(path.lastIndexOf('.') + 1);
            assertThat(ImageIO.write(picture, format, root.resolve(path).toFile()))
                    .as(path)
                    .isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void pair(String id) {
        write("images/" + id + ".png", BufferedImage.TYPE_BYTE_GRAY, 2, 3, 0, 51, 102, 153, 204, 255);
        write("masks/seg" + id + ".png", BufferedImage.TYPE_BYTE_GRAY, 2, 3, 0, 0, 255, 128, 0, 255);
    }

    Sample only(Map<String, ?> options) {
        Dataset dataset = dataset(options);
        assertThat(dataset.samples()).hasSize(1);
        return dataset.load(dataset.samples().get(0));
    }
}
