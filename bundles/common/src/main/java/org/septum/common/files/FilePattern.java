// SPDX-License-Identifier: Apache-2.0
package org.septum.common.files;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of files below a folder, such as {@code images/{id}.png}. The id may contain slashes, and stands for the same
 * text wherever it occurs. Where files of one id lie in several folders below that of a patient, as in {@code
 * p1/images/01.png} and {@code p1/masks/01.png}, the pattern {@code {folder}/images/{id}.png} tells the patient's folder apart:
 * the id is then both with a slash between, {@code p1/01}, and what {@code {id}} stands for has none.
 *
 * @param text as the user wrote it
 * @param regex matches a path with slashes; its only groups are the folder, where there is one, and the id
 */
public record FilePattern(String text, Pattern regex) {

    private static final String ID = "{id}";
    private static final String FOLDER = "{folder}";

    private static final Pattern PLACES = Pattern.compile("\\{(id|folder)}");

    /**
     * @throws IllegalArgumentException if the pattern has no {@code {id}}
     */
    public static FilePattern of(String text) {
        if (!text.contains(ID)) {
            throw new IllegalArgumentException(
                    "found '" + text + "', which has no {id} for the part that differs from file to file; an example is"
                            + " images/{id}.png");
        }
        boolean inFolders = text.contains(FOLDER);
        StringBuilder regex = new StringBuilder();
        Set<String> seen = new HashSet<>();
        Matcher places = PLACES.matcher(text);
        int from = 0;
        while (places.find()) {
            regex.append(Pattern.quote(text.substring(from, places.start())));
            String name = places.group(1);
            String free = name.equals("id") && inFolders ? "[^/]+" : ".+";
            regex.append(seen.add(name) ? "(?<" + name + ">" + free + ")" : "\\k<" + name + ">");
            from = places.end();
        }
        regex.append(Pattern.quote(text.substring(from)));
        return new FilePattern(text, Pattern.compile(regex.toString()));
    }

    /** The folder that holds every file of this pattern, with a slash at its end unless it is empty. */
    public String folder() {
        Matcher first = PLACES.matcher(text);
        return first.find() ? text.substring(0, text.lastIndexOf('/', first.start()) + 1) : "";
    }

    /** The id of a file, given by its path with slashes. */
    public Optional<String> id(String path) {
        Matcher matcher = regex.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String id = matcher.group("id");
        return Optional.of(text.contains(FOLDER) ? matcher.group("folder") + "/" + id : id);
    }

    /** The path of the file with this id. */
    public String path(String id) {
        if (!text.contains(FOLDER)) {
            return text.replace(ID, id);
        }
        int slash = id.lastIndexOf('/');
        String folder = id.substring(0, Math.max(0, slash));
        String name = id.substring(slash + 1);
        return PLACES.matcher(text)
                .replaceAll(place -> Matcher.quoteReplacement(place.group(1).equals("id") ? name : folder));
    }
}
