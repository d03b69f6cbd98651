// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.nifti;

import java.nio.file.Path;
import java.util.ArrayList;
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
 * Recognizes NIfTI volumes with label files by their names. The headers of all are read, and of some label files the voxels.
 *
 * @param folder that was given
 */
record NiftiRecognition(Recognition.Folder folder) {

    private static final List<String> ENDINGS = List.of(".nii.gz", ".nii");

    /** Label files that are decoded; fewer where they are large. */
    private static final int MOST_FILES = 200;

    private static final long MOST_VOXELS = 200_000_000;

    /** Intensities have more different numbers than label files have labels. */
    private static final int FEW_NUMBERS = 64;

    Optional<Recognition> recognize() {
        return new ConventionFinder("NIfTI file", ENDINGS, this::looksLikeLabels)
                .find(folder)
                .map(this::recognized);
    }

    private Recognition recognized(Convention convention) {
        List<String> ids = convention.ids();
        Sizes sizes = checkedSizes(convention);
        List<Setting> settings = new ArrayList<>();
        boolean several = convention.images().size() > 1;
        settings.add(new Setting(
                "images",
                several ? convention.images() : convention.images().get(0),
                ids.size() + (ids.size() == 1 ? " pair is" : " pairs are")
                        + " called so, {id} being what a volume and its" + " labels share, for example '" + ids.get(0)
                        + "'.",
                several
                        ? "the files of a volume were taken for its channels, in this order: remove what is none"
                        : ""));
        settings.add(new Setting("labels", convention.masks(), "", ""));
        settings.add(levels(convention));
        new GroupFinder("volume")
                .find(ids)
                .ifPresent(group -> settings.add(new Setting("group", group.regex(), group.reason(), group.doubt())));
        return new Recognition(
                folder.path(),
                Words.count(ids.size(), "NIfTI volume")
                        + (several ? " of " + convention.images().size() + " channels" : "")
                        + (ids.size() == 1 ? " with its label file" : ", each with its label file"),
                false,
                settings,
                sizes.all(),
                List.of(),
                List.of());
    }

    /** All headers fit, image by image; what does not is told in one go. */
    private Sizes checkedSizes(Convention convention) {
        Sizes sizes = new Sizes();
        List<String> problems = new ArrayList<>();
        for (String id : convention.ids()) {
            List<Path> files = convention.files(id).stream().map(this::path).toList();
            VolumePair pair = new VolumePair(
                    id, id, folder.path(), files.subList(0, files.size() - 1), files.get(files.size() - 1), Map.of());
            try {
                pair.alignment(
                        ChannelStack.header(pair.imageFiles()), pair.labelFile().header());
                sizes.add(pair.size());
            } catch (UserError e) {
                problems.add(e.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw new UserError(
                    folder.path() + ": " + problems.size() + " of "
                            + Words.count(convention.ids().size(), "volume")
                            + " cannot be used:" + FileDataset.listed(problems)
                            + "\n  Correct these files, or move all files of these volumes to another folder",
                    problems);
        }
        return sizes;
    }

    private Setting levels(Convention convention) {
        LevelCensus census = new LevelCensus("voxel");
        List<String> ids = convention.ids();
        int count = Math.min(MOST_FILES, ids.size());
        long voxels = 0;
        for (int i = 0; i < count && (i < 2 || voxels < MOST_VOXELS); i++) {
            List<String> files = convention.files(ids.get((int) ((long) i * ids.size() / count)));
            String name = files.get(files.size() - 1);
            int[] levels = new NiftiFile(path(name), "label file '" + name + "'")
                    .read()
                    .levels("label file '" + name + "'");
            voxels += levels.length;
            census.add(levels);
        }
        return census.setting(ids.size(), folder.path().toString());
    }

    private boolean looksLikeLabels(String name) {
        try {
            Set<Integer> levels = new HashSet<>();
            for (int level : new NiftiFile(path(name), name).read().levels(name)) {
                levels.add(level);
                if (levels.size() > FEW_NUMBERS) {
                    return false;
                }
            }
            return true;
        } catch (UserError e) {
            // What cannot be read as labels is none.
            return false;
        }
    }

    private Path path(String name) {
        return folder.path().resolve(name);
    }
}
