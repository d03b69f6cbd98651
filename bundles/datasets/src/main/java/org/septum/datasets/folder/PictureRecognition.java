// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.folder;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.septum.api.UserError;
import org.septum.api.data.Recognition;
import org.septum.api.data.Recognition.Setting;
import org.septum.common.text.Words;
import org.septum.datasets.convention.Convention;
import org.septum.datasets.convention.ConventionFinder;
import org.septum.datasets.convention.GroupFinder;
import org.septum.datasets.convention.LevelCensus;
import org.septum.datasets.convention.Sizes;
import org.septum.datasets.files.FileDataset;

/**
 * Recognizes pictures with masks by their names. The headers of all are read, and of some masks and images the pixels.
 *
 * @param folder that was given
 */
record PictureRecognition(Recognition.Folder folder) {

    private static final List<String> ENDINGS = List.of(".png", ".jpeg", ".jpg", ".tiff", ".tif");

    /** Masks that are decoded; fewer where they are large. */
    private static final int MOST_MASKS = 200;

    private static final long MOST_PIXELS = 200_000_000;

    /** Images that are looked at for colour. */
    private static final int MOST_IMAGES = 12;

    /** Photographs and grey pictures have more different numbers than masks have labels. */
    private static final int FEW_NUMBERS = 32;

    Optional<Recognition> recognize() {
        return new ConventionFinder("picture", ENDINGS, this::looksLikeMask)
                .find(folder)
                .map(this::recognized);
    }

    private Recognition recognized(Convention convention) {
        List<String> ids = convention.ids();
        Map<String, String> sizeOfId = new HashMap<>();
        Sizes sizes = checkedSizes(convention, sizeOfId);
        List<Setting> settings = new ArrayList<>();
        boolean several = convention.images().size() > 1;
        settings.add(new Setting(
                "images",
                several ? convention.images() : convention.images().get(0),
                ids.size() + (ids.size() == 1 ? " pair is" : " pairs are")
                        + " called so, {id} being what an image and its mask share, for example '" + ids.get(0) + "'.",
                several
                        ? "the files of an image were taken for its channels, in this order: remove what is none, such as a"
                                + " preview"
                        : ""));
        settings.add(new Setting("masks", convention.masks(), "", ""));
        settings.add(levels(convention));
        if (!several) {
            channels(convention).ifPresent(settings::add);
        }
        settings.addAll(groups(ids, sizeOfId));
        return new Recognition(
                folder.path(),
                Words.count(ids.size(), "picture")
                        + (several ? " of " + convention.images().size() + " files each" : "")
                        + (ids.size() == 1 ? " with its mask" : ", each with its mask"),
                false,
                settings,
                sizes.all(),
                List.of(),
                List.of());
    }

    /** Each mask is as large as its image, and no mask is stored with a loss. */
    private Sizes checkedSizes(Convention convention, Map<String, String> sizeOfId) {
        Sizes sizes = new Sizes();
        List<String> problems = new ArrayList<>();
        for (String id : convention.ids()) {
            List<String> files = convention.files(id);
            String maskName = files.get(files.size() - 1);
            try {
                PictureHeader mask = PictureFile.header(path(maskName), "mask '" + maskName + "'");
                if (mask.format().equals("jpeg")) {
                    throw ImageFolder.lossy("mask '" + maskName + "' is a JPEG file");
                }
                for (String imageName : files.subList(0, files.size() - 1)) {
                    PictureHeader image = PictureFile.header(path(imageName), "image '" + imageName + "'");
                    if (image.height() != mask.height() || image.width() != mask.width()) {
                        throw new UserError("mask '" + maskName + "' has " + mask.height() + " x " + mask.width()
                                + " pixels, but its image '" + imageName + "' has " + image.height() + " x "
                                + image.width()
                                + " (height x width)");
                    }
                }
                sizes.add(new Recognition.Size(mask.height(), mask.width(), Optional.empty(), 1));
                sizeOfId.put(id, mask.height() + " x " + mask.width());
            } catch (UserError e) {
                problems.add(e.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw new UserError(
                    folder.path() + ": " + problems.size() + " of "
                            + Words.count(convention.ids().size(), "pair")
                            + " cannot be used:" + FileDataset.listed(problems)
                            + "\n  Correct these files, or move both files of these pairs to another folder",
                    problems);
        }
        return sizes;
    }

    private Setting levels(Convention convention) {
        LevelCensus census = new LevelCensus("pixel");
        MaskColours colours = new MaskColours(folder.path().toString());
        long pixels = 0;
        List<String> ids = convention.ids();
        int count = Math.min(MOST_MASKS, ids.size());
        for (int i = 0; i < count && (i < 2 || pixels < MOST_PIXELS); i++) {
            List<String> files = convention.files(ids.get((int) ((long) i * ids.size() / count)));
            String name = files.get(files.size() - 1);
            BufferedImage mask =
                    PictureFile.read(path(name), "mask '" + name + "'").picture();
            colours.requireGrey(mask, name);
            int[] levels = GreyLevels.read(mask, name);
            pixels += levels.length;
            census.add(levels);
        }
        return census.setting(ids.size(), folder.path().toString());
    }

    /** Grey pictures that are stored in three colours are one channel. */
    private Optional<Setting> channels(Convention convention) {
        List<String> ids = convention.ids();
        int count = Math.min(MOST_IMAGES, ids.size());
        int coloured = 0;
        for (int i = 0; i < count; i++) {
            String name = convention
                    .files(ids.get((int) ((long) i * ids.size() / count)))
                    .get(0);
            BufferedImage picture =
                    PictureFile.read(path(name), "image '" + name + "'").picture();
            coloured += MaskColours.isColoured(picture) ? 1 : 0;
        }
        return coloured == 0
                ? Optional.empty()
                : Optional.of(new Setting(
                        "channels",
                        3,
                        coloured + " of " + Words.count(count, "image") + " that " + (count == 1 ? "was" : "were")
                                + " looked at have colours: red, green and blue.",
                        ""));
    }

    /** Pictures of a patient are one volume where they may be its slices; otherwise each is a case of its own. */
    private List<Setting> groups(List<String> ids, Map<String, String> sizeOfId) {
        Optional<GroupFinder.Group> found = new GroupFinder("image").find(ids);
        if (found.isEmpty()) {
            return List.of();
        }
        GroupFinder.Group group = found.get();
        if (group.stack() && haveOneSizeEach(ids, sizeOfId, group.regex())) {
            return List.of(new Setting(
                    "group",
                    group.regex(),
                    group.reason()
                            + " Those of a patient have one size and are taken for the slices of one volume, in the order"
                            + " of the last number in their names.",
                    "if they are single pictures, add volume: \"(.*)\", so that each is scaled and scored by itself"));
        }
        return List.of(
                new Setting("group", group.regex(), group.reason(), group.doubt()),
                new Setting("volume", "(.*)", "Each image is a case of its own, scaled and scored by itself.", ""));
    }

    private static boolean haveOneSizeEach(List<String> ids, Map<String, String> sizeOfId, String regex) {
        Pattern pattern = Pattern.compile(regex);
        Map<String, String> sizeOfGroup = new HashMap<>();
        Set<String> odd = new HashSet<>();
        for (String id : ids) {
            Matcher matcher = pattern.matcher(id);
            if (matcher.find()) {
                String size = sizeOfId.get(id);
                if (!size.equals(sizeOfGroup.getOrDefault(matcher.group(1), size))) {
                    odd.add(matcher.group(1));
                }
                sizeOfGroup.put(matcher.group(1), size);
            }
        }
        return odd.isEmpty();
    }

    private boolean looksLikeMask(String name) {
        try {
            PictureFile file = PictureFile.read(path(name), "picture '" + name + "'");
            Set<Integer> levels = new HashSet<>();
            for (int level : GreyLevels.read(file.picture(), name)) {
                levels.add(level);
                if (levels.size() > FEW_NUMBERS) {
                    return false;
                }
            }
            return !file.format().equals("jpeg");
        } catch (UserError e) {
            // What cannot be read as a mask is none.
            return false;
        }
    }

    private Path path(String name) {
        return folder.path().resolve(name);
    }
}
