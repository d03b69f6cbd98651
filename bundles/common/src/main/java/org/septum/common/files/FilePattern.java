// SPDX-License-Identifier: Apache-2.0
package org.septum.common.files;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of files below a folder, such as {@code images/{id}.png}. The id may contain slashes, and stands for the same
 * text wherever it occurs.
 *
 * @param text as the user wrote it
 * @param regex matches a path with slashes; the first group is the id
 */
public record FilePattern(String text, Pattern regex) {

    private static final String ID = "{id}";

    /**
     * @throws IllegalArgumentException if the pattern has no {@code {id}}
     */
    public static FilePattern of(String text) {
        if (!text.contains(ID)) {
            throw new IllegalArgumentException(
                    "found '" + text + "', which has no {id} for the part that differs from file to file; an example is"
                            + " images/{id}.png");
        }
        StringBuilder regex = new StringBuilder();
        String[] parts = text.split(Pattern.quote(ID), -1);
        for (int i = 0; i < parts.length; i++) {
            regex.append(i == 0 ? "" : i == 1 ? "(.+)" : "\\1").append(Pattern.quote(parts[i]));
        }
        return new FilePattern(text, Pattern.compile(regex.toString()));
    }

    /** The folder that holds every file of this pattern, with a slash at its end unless it is empty. */
    public String folder() {
        return text.substring(0, text.lastIndexOf('/', text.indexOf(ID)) + 1);
    }

    /** The id of a file, given by its path with slashes. */
    public Optional<String> id(String path) {
        Matcher matcher = regex.matcher(path);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** The path of the file with this id. */
    public String path(String id) {
        return text.replace(ID, id);
    }
}
