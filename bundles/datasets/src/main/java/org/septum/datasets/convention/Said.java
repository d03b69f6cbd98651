// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.convention;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.septum.api.UserError;
import org.septum.api.data.Recognition;
import org.septum.common.files.FilePattern;

/** What the user says of the names, where more than one way to read them is left. */
record Said(Recognition.Folder folder, String kind) {

    List<String> images() {
        return folder.images();
    }

    Optional<String> masks() {
        return folder.masks();
    }

    /** How many masks have the images that were named. */
    List<ImageTemplates.Coverage> coverage(Collection<MaskName> masks, Set<String> files) {
        List<ImageTemplates.Coverage> all = new ArrayList<>();
        for (String image : images()) {
            FilePattern pattern = pattern(image, "--images");
            int covered = (int) masks.stream()
                    .filter(mask -> files.contains(pattern.path(mask.key())))
                    .count();
            if (covered > 0) {
                all.add(new ImageTemplates.Coverage(image, covered));
            }
        }
        return all.size() == images().size() ? all : List.of();
    }

    /**
     * The convention where masks were named, too.
     *
     * @throws UserError if a pattern is none, or no file is called so
     */
    Convention convention(Set<String> files) {
        FilePattern pattern = pattern(masks().orElseThrow(), "--masks");
        Set<String> ids = new TreeSet<>();
        Set<String> alone = new TreeSet<>();
        Set<String> masks = new TreeSet<>();
        files.forEach(path -> pattern.id(path).ifPresent(id -> masks.add(path)));
        if (masks.isEmpty()) {
            throw none("--masks", pattern.text());
        }
        List<String> chosen = images().isEmpty() ? found(pattern, masks, files) : images();
        FilePattern first = pattern(chosen.get(0), "--images");
        for (String mask : masks) {
            String id = pattern.id(mask).orElseThrow();
            boolean there = files.contains(first.path(id)) && !first.path(id).equals(mask);
            (there ? ids : alone).add(there ? id : mask);
        }
        if (ids.isEmpty()) {
            throw none("--images", first.text());
        }
        return new Convention(chosen, pattern.text(), List.copyOf(ids), List.copyOf(alone));
    }

    private List<String> found(FilePattern pattern, Set<String> masks, Set<String> files) {
        Set<String> images = new TreeSet<>(files);
        images.removeAll(masks);
        boolean apart = pattern.text().contains("{folder}");
        List<MaskName> names = new ArrayList<>();
        for (String mask : masks) {
            String key = pattern.id(mask).orElseThrow();
            int slash = apart ? key.lastIndexOf('/') : -1;
            names.add(new MaskName(pattern.text(), slash < 0 ? "" : key.substring(0, slash), key.substring(slash + 1)));
        }
        List<List<String>> choices = new Channels(new ImageTemplates(images).of(names)).choices();
        if (choices.size() != 1) {
            throw new UserError(folder.path() + ": --masks " + pattern.text() + ": "
                    + (choices.isEmpty()
                            ? "no other " + kind + " has the {id} of these masks in its path"
                            : "their images can be "
                                    + String.join(
                                            " or ",
                                            choices.stream()
                                                    .map(choice -> "'" + String.join("', '", choice) + "'")
                                                    .toList()))
                    + "; say how images are called with --images");
        }
        return choices.get(0);
    }

    private UserError none(String option, String pattern) {
        return new UserError(folder.path() + ": " + option + " " + pattern + ": no " + kind
                + " is called so; the pattern is a path from this folder on, with {id} for the part that an image and its mask"
                + " share, for example images/{id}.png");
    }

    private FilePattern pattern(String text, String option) {
        try {
            return FilePattern.of(text);
        } catch (IllegalArgumentException e) {
            throw new UserError(folder.path() + ": " + option + ": " + e.getMessage());
        }
    }
}
