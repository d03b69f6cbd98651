// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.convention;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.septum.common.text.Words;

/**
 * Finds the patients in the ids of images: by a folder for each, by a word such as {@code patient} with a number, by what stands
 * in front of a word such as {@code slice} with one, or by what stands in front of a last number.
 *
 * @param noun what an id stands for: {@code image}, {@code volume}
 */
public record GroupFinder(String noun) {

    private static final int SHOWN = 3;

    /** Fewer folders with more in each are kinds of images, or parts of a split, rather than patients. */
    private static final int FEW_FOLDERS = 5;

    private static final int FULL_FOLDER = 30;

    private static final Set<String> PARTS =
            Set.of("train", "training", "val", "valid", "validation", "dev", "test", "testing", "eval");

    private static final String BETWEEN = "[-_. ]";

    /** In each of these the second group, where there is one, is what the names have in common. */
    private static final Pattern PATIENT = Pattern.compile(
            "(?i)^()((?:.*/)?(?:patient|patients|pat|pt|p|subject|subj|sub|s|case|mouse|animal|donor)[-_]?)[0-9]+(?:[^0-9].*)?$");

    private static final Pattern SLICE = Pattern.compile("(?i)^(.*?)(" + BETWEEN
            + "+(?:slice|slc|sl|s|im|img|image|z|layer)|(?:slice|slc|img|image|layer))(" + BETWEEN + "?)[0-9]+[^/]*$");

    private static final Pattern TIME = Pattern.compile("(?i)^(.*?)(" + BETWEEN
            + "(?:frame|fr|phase|time|t|visit|scan|session|ses|day|week|view|eye|tile|patch|crop))(" + BETWEEN
            + "?)[0-9]+[^/]*$");

    private static final Pattern WORD = Pattern.compile(
            "(?i)^(.*?)(" + BETWEEN + "(?:ed|es|pre|post|left|right|baseline|followup|follow-up))()(?:[^a-z0-9/].*)?$");

    private static final String NUMBER = "^(.*?)" + BETWEEN + "+[0-9]+$";

    /** Words beyond are written as what they are all like. */
    private static final int MOST_WORDS = 4;

    /**
     * What was found.
     *
     * @param regex whose only group picks the patient out of an id
     * @param reason how, with examples and numbers
     * @param doubt what to look at; empty where the names speak for themselves
     * @param stack whether the ids of a patient may be the slices of one volume
     */
    public record Group(String regex, String reason, String doubt, boolean stack) {}

    /** The groups; empty where nothing tells them, or each id is one of its own. */
    public Optional<Group> find(List<String> ids) {
        return byFolder(ids)
                .or(() -> byPatient(ids))
                .or(() -> before(ids, SLICE, "[0-9]", "the slice", true))
                .or(() -> before(ids, TIME, "[0-9]", "the time or view", false))
                .or(() -> before(ids, WORD, "", "the time or side", false))
                .or(() -> byNumber(ids));
    }

    /** The word itself with its number. */
    private Optional<Group> byPatient(List<String> ids) {
        Set<String> words = words(ids, PATIENT, 2);
        if (words.size() != 1) {
            return Optional.empty();
        }
        String word = words.iterator().next();
        int slash = word.lastIndexOf('/') + 1;
        String regex = "^" + plain(word.substring(0, slash)) + "(" + plain(word.substring(slash)) + "[0-9]+)";
        return of(ids, regex, "the word with a number in the names", "", false)
                .or(() -> each(ids, regex, word.substring(slash)));
    }

    /** Where names say that each is a patient, it is good to say that they do. */
    private Optional<Group> each(List<String> ids, String regex, String word) {
        return ids.size() > 1 && word.length() > 1
                ? Optional.of(new Group(regex, "Each " + noun + " is of another patient, by its name.", "", false))
                : Optional.empty();
    }

    /** What stands before a word, in the very letters that the names have. */
    private Optional<Group> before(List<String> ids, Pattern pattern, String behind, String what, boolean stack) {
        Set<String> words = words(ids, pattern, 2);
        Set<String> gaps = words(ids, pattern, 3);
        if (words.isEmpty() || words.size() > MOST_WORDS || gaps.size() != 1) {
            return Optional.empty();
        }
        List<String> parts = words.stream().map(GroupFinder::plain).toList();
        String word = parts.size() == 1 ? parts.get(0) : "(?:" + String.join("|", parts) + ")";
        String regex = "^(.*?)" + word + plain(gaps.iterator().next()) + behind;
        return of(ids, regex, "what stands before " + what + " in the names", "", stack);
    }

    /** What a group of the pattern finds in all ids; empty if an id does not match. */
    private static Set<String> words(List<String> ids, Pattern pattern, int group) {
        Set<String> words = new TreeSet<>();
        for (String id : ids) {
            Matcher matcher = pattern.matcher(id);
            if (!matcher.find()) {
                return Set.of();
            }
            words.add(matcher.group(group));
        }
        return words;
    }

    /** A text as a regular expression, without signs where it needs none. */
    private static String plain(String text) {
        return text.matches("[A-Za-z0-9_ -]*") ? text : Pattern.quote(text);
    }

    private Optional<Group> byFolder(List<String> ids) {
        List<List<String>> folders = ids.stream()
                .map(id -> List.of(id.split("/", -1)))
                .map(parts -> parts.subList(0, parts.size() - 1))
                .toList();
        int levels = folders.stream().mapToInt(List::size).min().orElse(0);
        for (int level = 1; level <= levels; level++) {
            int depth = level;
            Set<String> names = new LinkedHashSet<>();
            folders.forEach(path -> names.add(path.get(depth - 1)));
            boolean parts =
                    names.stream().map(name -> name.toLowerCase(Locale.ROOT)).allMatch(PARTS::contains);
            boolean kinds = names.size() < FEW_FOLDERS && ids.size() >= FULL_FOLDER * names.size();
            if (!parts && !kinds && names.size() > 1) {
                String regex = "^((?:[^/]+/){" + (level - 1) + "}[^/]+)/";
                return of(ids, level == 1 ? "^([^/]+)/" : regex, "the folder that they lie in", "", true);
            }
        }
        return Optional.empty();
    }

    /** Only what has a number of its own is a patient's name and not a kind of image. */
    private Optional<Group> byNumber(List<String> ids) {
        Pattern pattern = Pattern.compile(NUMBER);
        boolean numbered = ids.stream().allMatch(id -> {
            Matcher matcher = pattern.matcher(id);
            return matcher.find() && matcher.group(1).chars().anyMatch(Character::isDigit);
        });
        return numbered
                ? of(
                        ids,
                        NUMBER,
                        "what stands before the last number in the names",
                        "that these are patients is a guess from the names: if not, correct or remove data.dataset.group,"
                                + " for a patient in two parts of the split makes scores too good",
                        false)
                : Optional.empty();
    }

    private Optional<Group> of(List<String> ids, String regex, String rule, String doubt, boolean stack) {
        Pattern pattern = Pattern.compile(regex);
        Set<String> groups = new LinkedHashSet<>();
        for (String id : ids) {
            Matcher matcher = pattern.matcher(id);
            if (!matcher.find() || matcher.group(1).isEmpty()) {
                return Optional.empty();
            }
            groups.add(matcher.group(1));
        }
        if (groups.size() < 2 || groups.size() == ids.size()) {
            return Optional.empty();
        }
        String reason = "Patients by " + rule + ": " + Words.count(ids.size(), noun) + " of " + groups.size() + " ("
                + Words.some(new ArrayList<>(groups), SHOWN) + ").";
        return Optional.of(new Group(regex, reason, doubt, stack));
    }
}
