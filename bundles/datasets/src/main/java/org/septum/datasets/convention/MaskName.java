// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.convention;

import java.util.List;
import java.util.Optional;

/**
 * How one file with labels is called.
 *
 * @param template with {@code {id}}, and {@code {folder}} where a folder of its own stands apart from the id
 * @param folder what stands for {@code {folder}}; empty where there is none
 * @param id what stands for {@code {id}}
 */
record MaskName(String template, String folder, String id) {

    /** Where the words that tell masks stand. */
    enum Scheme {
        /** In the folders alone: {@code masks/01.png}. */
        FOLDERS,
        /** In folders and names: {@code masks/seg01.png}. */
        BOTH,
        /** In the names alone: {@code 01_mask.png}, {@code p1/seg.nii.gz}. */
        NAMES
    }

    /** The key of {@link org.septum.common.files.FilePattern}. */
    String key() {
        return folder.isEmpty() ? id : folder + "/" + id;
    }

    /** A file's name as one of a mask; empty if by this scheme it is none. */
    static Optional<MaskName> of(FileName file, Scheme scheme) {
        int level = -1;
        RoleWords.Role role = RoleWords.Role.NONE;
        for (int i = file.folders().size() - 1; i >= 0 && role == RoleWords.Role.NONE; i--) {
            role = RoleWords.ofFolder(file.folders().get(i));
            level = i;
        }
        boolean inFolder = role == RoleWords.Role.MASK;
        if (scheme == Scheme.NAMES) {
            return inFolder ? Optional.empty() : named(file);
        }
        if (!inFolder) {
            return Optional.empty();
        }
        return below(file, level, scheme == Scheme.BOTH);
    }

    /** In a folder for masks. */
    private static Optional<MaskName> below(FileName file, int level, boolean bothPlaces) {
        String before = String.join("/", file.folders().subList(0, level));
        String literal = file.folders().get(level) + "/";
        String after = joined(file.folders().subList(level + 1, file.folders().size()));
        String start = before.isEmpty() ? literal : "{folder}/" + literal;
        Optional<RoleWords.Found> word = bothPlaces ? RoleWords.inName(file.stem()) : Optional.empty();
        if (bothPlaces && word.isEmpty()) {
            return Optional.empty();
        }
        String prefix = word.filter(found -> found.before().isEmpty())
                .map(RoleWords.Found::word)
                .orElse("");
        String suffix = word.filter(found -> !found.before().isEmpty())
                .map(found -> found.word() + found.after())
                .orElse("");
        String name = file.stem().substring(prefix.length(), file.stem().length() - suffix.length());
        if (prefix.isEmpty() || after.isEmpty()) {
            return made(start + prefix + "{id}" + suffix + file.ending(), before, after + name);
        }
        // The folders behind stand apart from the name, and only one such place can be told from the id.
        return before.isEmpty()
                ? made(
                        literal + "{folder}/" + prefix + "{id}" + file.ending(),
                        after.substring(0, after.length() - 1),
                        name)
                : Optional.empty();
    }

    private static Optional<MaskName> named(FileName file) {
        Optional<RoleWords.Found> word = RoleWords.inName(file.stem());
        if (word.isEmpty()) {
            return Optional.empty();
        }
        RoleWords.Found found = word.get();
        String folders = String.join("/", file.folders());
        String inside = folders.isEmpty() ? "" : folders + "/";
        boolean alone = found.before().isEmpty() && found.after().isEmpty();
        if (alone) {
            return made("{id}/" + file.stem() + file.ending(), "", folders);
        }
        boolean numbered = found.before().chars().anyMatch(Character::isDigit);
        if (found.after().isEmpty() || numbered) {
            // As in 21_manual1, what follows belongs to the word.
            return made("{id}" + found.word() + found.after() + file.ending(), "", inside + found.before());
        }
        String name = found.before() + found.word() + "{id}" + file.ending();
        return folders.isEmpty() ? made(name, "", found.after()) : made("{folder}/" + name, folders, found.after());
    }

    /** An id has something to tell by, and where a folder stands apart, no slash. */
    private static Optional<MaskName> made(String template, String folder, String id) {
        boolean told = !id.isEmpty() && !id.endsWith("/") && (folder.isEmpty() || id.indexOf('/') < 0);
        return told ? Optional.of(new MaskName(template, folder, id)) : Optional.empty();
    }

    private static String joined(List<String> folders) {
        return folders.isEmpty() ? "" : String.join("/", folders) + "/";
    }
}
