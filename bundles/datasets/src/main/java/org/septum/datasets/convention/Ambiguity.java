// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.convention;

import java.nio.file.Path;
import java.util.List;
import org.septum.api.UserError;
import org.septum.common.files.FolderFiles;
import org.septum.common.text.ShellWord;
import org.septum.common.text.Words;

/**
 * What is said where names do not tell images from masks.
 *
 * @param folder that was looked at
 * @param kind of file
 */
record Ambiguity(Path folder, String kind) {

    private static final int SHOWN = 6;

    UserError noMasks(List<String> files) {
        return new UserError(
                folder + ": there " + (files.size() == 1 ? "is " : "are ") + Words.count(files.size(), kind)
                        + " (" + FolderFiles.some(files)
                        + ") and no mask that belongs to one: none is called like another with a word"
                        + " for it (mask, seg, label, gt and the like) in its name or its folder's, and no two folders or endings hold"
                        + " the same names. Training needs a mask for each image, called alike, for example images/01.png and"
                        + " masks/01.png, or 01.png and 01_mask.png. If there are masks of other names, say how they are called:\n  "
                        + command("images/{id}.png", "masks/{id}.png"));
    }

    UserError several(List<Convention> found) {
        List<Convention> shown = found.subList(0, Math.min(SHOWN, found.size()));
        StringBuilder lines = new StringBuilder();
        shown.forEach(one -> lines.append("\n  - ").append(one.described()));
        boolean oneMask = found.stream().map(Convention::masks).distinct().count() == 1;
        StringBuilder commands = new StringBuilder();
        shown.forEach(one ->
                commands.append("\n  ").append(command(String.join(" --images ", one.images()), one.masks())));
        return new UserError(folder + ": images and masks can be paired in " + found.size() + " ways:" + lines
                + (found.size() > SHOWN ? "\n  and " + (found.size() - SHOWN) + " more" : "")
                + "\n  "
                + (oneMask
                        ? "Say which files are the images; name several with --images twice if they are channels of one:"
                        : "An image has one mask, and all masks are called alike: say which are meant, or keep them in folders"
                                + " of their own:")
                + commands);
    }

    private String command(String images, String masks) {
        StringBuilder words = new StringBuilder("septum init " + ShellWord.of(folder));
        for (String image : images.split(" --images ")) {
            words.append(" --images ").append(ShellWord.of(image));
        }
        return words.append(" --masks ").append(ShellWord.of(masks)).toString();
    }
}
