// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.files;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.OptionType;
import org.septum.common.files.FilePattern;

/**
 * How the files of an image are called.
 *
 * @param patterns one for each file, in the order of the channels; at least one
 */
public record ImagePatterns(List<FilePattern> patterns) {

    static final String NAME = "images";

    /**
     * The option that says it.
     *
     * @param documentation of one pattern
     */
    public static Option option(String documentation) {
        return new Option(
                NAME,
                new OptionType.OneOrMore(new OptionType.Text(), true),
                Option.Necessity.REQUIRED,
                null,
                documentation
                        + ". Where each channel of an image is a file of its own, a list of such patterns in the order of the"
                        + " channels, for example [\"{id}_t1.nii.gz\", \"{id}_t2.nii.gz\"]");
    }

    /** What the option says. */
    static ImagePatterns of(Arguments arguments) {
        Object given = arguments.value(NAME, Object.class);
        List<FilePattern> patterns = new ArrayList<>();
        for (Object text : given instanceof List<?> several ? several : List.of(given)) {
            try {
                patterns.add(FilePattern.of((String) text));
            } catch (IllegalArgumentException e) {
                throw arguments.error(NAME, e.getMessage());
            }
        }
        if (new HashSet<>(texts(patterns)).size() < patterns.size()) {
            throw arguments.error(
                    NAME, "found a pattern twice in " + texts(patterns) + "; each channel has a file of its own");
        }
        return new ImagePatterns(List.copyOf(patterns));
    }

    private static List<String> texts(List<FilePattern> patterns) {
        return patterns.stream().map(FilePattern::text).toList();
    }

    /** As the user wrote them. */
    List<String> texts() {
        return texts(patterns);
    }

    FilePattern first() {
        return patterns.get(0);
    }

    /** The files of one image, relative to the root. */
    public List<String> paths(String id) {
        return patterns.stream().map(pattern -> pattern.path(id)).toList();
    }

    /**
     * How the files of an image are called below the folder that holds all images, as {@link
     * org.septum.api.data.Dataset#imageFiles} says.
     */
    public List<String> belowTheirFolder() {
        String shared = first().folder();
        for (FilePattern pattern : patterns) {
            while (!pattern.folder().startsWith(shared)) {
                shared = shared.substring(0, shared.lastIndexOf('/', shared.length() - 2) + 1);
            }
        }
        int length = shared.length();
        return texts().stream().map(text -> text.substring(length)).toList();
    }

    /** The same, but empty where one file, of any name, is an image. */
    public List<String> ofChannels() {
        return patterns.size() == 1 ? List.of() : belowTheirFolder();
    }
}
