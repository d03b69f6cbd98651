// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.convention;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words by which people tell masks from images in the names of files and folders. */
final class RoleWords {

    private static final String MASKS =
            "masks?|labels?|lbls?|segs?|segm|segmentations?|gts?|ground[ _-]?truths?|annotations?"
                    + "|annos?|annot|truths?|manual";

    private static final String IMAGES =
            "images?|imgs?|imaging|inputs?|scans?|photos?|pictures?|raw|originals?|orig|volumes?|vols?";

    private static final Pattern MASK = word(MASKS);
    private static final Pattern IMAGE = word(IMAGES);

    /** What stands between the words of a name. */
    private static final String BETWEEN = "[ _.-]*";

    /** What the name of a folder says of the files in it. */
    enum Role {
        MASK,
        IMAGE,
        NONE
    }

    /**
     * A word for masks in a file's name.
     *
     * @param before what stands before it and is not of the word, without what separates them
     * @param word with what separates it from the rest
     * @param after what stands behind it, likewise
     */
    record Found(String before, String word, String after) {}

    private RoleWords() {}

    /** A word stands alone where no letter goes on with it; a capital begins another, as in labelsTr. */
    private static Pattern word(String words) {
        return Pattern.compile(
                "(?:(?<!\\p{L})|(?<=\\p{Ll})(?=\\p{Lu}))(?i:" + words + ")(?:(?!\\p{L})|(?<=\\p{Ll})(?=\\p{Lu}))");
    }

    /** What a folder's name says. */
    static Role ofFolder(String name) {
        if (MASK.matcher(name).find()) {
            return Role.MASK;
        }
        return IMAGE.matcher(name).find() ? Role.IMAGE : Role.NONE;
    }

    /** The last word for masks in a file's name, given without its ending. */
    static Optional<Found> inName(String stem) {
        Matcher matcher = MASK.matcher(stem);
        Found last = null;
        while (matcher.find()) {
            String before = stem.substring(0, matcher.start()).replaceFirst(BETWEEN + "$", "");
            String after = stem.substring(matcher.end()).replaceFirst("^" + BETWEEN, "");
            last = new Found(before, stem.substring(before.length(), stem.length() - after.length()), after);
        }
        return Optional.ofNullable(last);
    }
}
