// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.convention;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.septum.common.files.FilePattern;

/**
 * How images and masks of a folder are called.
 *
 * @param images one pattern for each channel
 * @param masks the pattern of the files with labels
 * @param ids of the pairs, sorted
 * @param alone masks without an image, sorted
 */
public record Convention(List<String> images, String masks, List<String> ids, List<String> alone) {

    private static final String ID = "{id}";
    private static final String FOLDER = "{folder}/";

    /** In words, for messages. */
    String described() {
        return "'" + String.join("', '", images) + "' with '" + masks + "' (" + ids.size()
                + (ids.size() == 1 ? " pair)" : " pairs)");
    }

    /** The files of a pair: its channels, and then its mask. */
    public List<String> files(String id) {
        List<String> files = new ArrayList<>(
                images.stream().map(image -> FilePattern.of(image).path(id)).toList());
        files.add(FilePattern.of(masks).path(id));
        return files;
    }

    /** The same pairs by the shortest ids: what all of them begin with is written out, and a name that stands twice once. */
    Convention simple() {
        if (ids.isEmpty()) {
            return this;
        }
        String first = ids.get(0);
        String folder = first.substring(0, first.indexOf('/') + 1);
        if (!folder.isEmpty() && ids.stream().allMatch(id -> id.startsWith(folder))) {
            boolean apart = masks.startsWith(FOLDER);
            long deeper = ids.stream()
                    .filter(id -> id.indexOf('/', folder.length()) >= 0)
                    .count();
            String place = apart ? FOLDER : ID;
            String instead = folder + (!apart ? ID : deeper > 0 ? FOLDER : "");
            boolean alike = !apart || deeper == 0 || deeper == ids.size();
            if (alike && patterns().allMatch(pattern -> pattern.startsWith(place) && pattern.indexOf(place, 1) < 0)) {
                return with(pattern -> instead + pattern.substring(place.length()), id -> id.substring(folder.length()))
                        .simple();
            }
        }
        boolean twice = ids.stream().allMatch(id -> {
            int half = id.length() / 2;
            return id.length() % 2 == 1 && id.charAt(half) == '/' && id.startsWith(id.substring(half + 1) + "/");
        });
        boolean once = !masks.contains(FOLDER);
        return twice && once
                ? with(pattern -> pattern.replace(ID, ID + "/" + ID), id -> id.substring(id.length() / 2 + 1))
                : this;
    }

    private Stream<String> patterns() {
        return Stream.concat(images.stream(), Stream.of(masks));
    }

    private Convention with(UnaryOperator<String> patterns, UnaryOperator<String> names) {
        return new Convention(
                images.stream().map(patterns).toList(),
                patterns.apply(masks),
                List.copyOf(new TreeSet<>(ids.stream().map(names).toList())),
                alone);
    }
}
