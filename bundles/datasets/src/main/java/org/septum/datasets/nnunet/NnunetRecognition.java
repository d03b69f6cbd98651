// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.nnunet;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.septum.api.Arguments;
import org.septum.api.UserError;
import org.septum.api.data.Recognition;
import org.septum.api.data.Recognition.Setting;
import org.septum.api.data.SampleInfo;
import org.septum.common.text.ShellWord;
import org.septum.common.text.Words;
import org.septum.datasets.convention.GroupFinder;
import org.septum.datasets.convention.Sizes;
import org.septum.datasets.folder.ImageFolder;
import org.septum.datasets.nifti.VolumePair;

/**
 * Recognizes nnU-Net's raw layout by a {@code dataset.json} beside {@code imagesTr}, also in a folder below the given one.
 */
record NnunetRecognition(Recognition.Folder folder, NnunetFactory factory) {

    private static final String IMAGES = "imagesTr/";

    Optional<Recognition> recognize() {
        List<String> places = folder.files().stream()
                .filter(path -> path.equals(DatasetFile.NAME) || path.endsWith("/" + DatasetFile.NAME))
                .map(path -> path.substring(0, path.length() - DatasetFile.NAME.length()))
                .filter(place -> folder.files().stream().anyMatch(path -> path.startsWith(place + IMAGES)))
                .toList();
        if (places.isEmpty()) {
            return Optional.empty();
        }
        if (places.size() > 1) {
            StringBuilder commands = new StringBuilder();
            places.stream()
                    .limit(10)
                    .forEach(place -> commands.append("\n  septum init ")
                            .append(ShellWord.of(folder.path().resolve(place))));
            throw new Recognition.Unusable(folder.path() + ": there are " + places.size()
                    + " datasets in nnU-Net's raw layout; name the one to train on:" + commands);
        }
        Path root = folder.path().resolve(places.get(0)).normalize();
        try {
            return Optional.of(recognized(root));
        } catch (UserError e) {
            throw new Recognition.Unusable(placed(e.getMessage(), root), e.problems());
        }
    }

    /** Messages of the dataset begin with its option or with a file's place in it; here nobody has named either. */
    private static String placed(String message, Path root) {
        String plain = Arguments.unplaced(message);
        return plain.startsWith(root.toString()) ? plain : root + ": " + plain;
    }

    private Recognition recognized(Path root) {
        NnunetDataset dataset = factory.open(root);
        DatasetFile file = dataset.file();
        List<String> ids =
                dataset.samples().stream().map(SampleInfo::volume).distinct().toList();
        Sizes sizes = new Sizes();
        for (String id : ids) {
            List<Path> files = dataset.imageFiles(id);
            if (file.isOfPictures()) {
                sizes.add(ImageFolder.size(files.get(0)));
            } else {
                sizes.add(new VolumePair(id, id, root, files, files.get(0), Map.of()).size());
            }
        }
        List<Setting> settings = new GroupFinder("case")
                .find(ids).stream()
                        .map(group -> new Setting("group", group.regex(), group.reason(), group.doubt()))
                        .toList();
        return new Recognition(
                root,
                "nnU-Net's raw layout: " + Words.count(ids.size(), "case") + " of "
                        + Words.count(file.channels().size(), "channel") + " (" + Words.some(file.channels(), 8) + ")",
                true,
                settings,
                sizes.all(),
                List.of(),
                List.of());
    }
}
