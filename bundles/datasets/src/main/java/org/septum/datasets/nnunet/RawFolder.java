// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.nnunet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.UserError;
import org.septum.common.files.FilePattern;
import org.septum.common.files.FolderFiles;
import org.septum.common.text.Words;
import org.septum.datasets.files.ImagePatterns;
import org.septum.datasets.files.Pairs;

/**
 * What lies where in nnU-Net's raw layout. Nothing is passed over in silence: a file that is called otherwise, a label without
 * its image and a channel more than dataset.json has are refused.
 */
record RawFolder(Arguments arguments, Path root) {

    private static final String IMAGES = "imagesTr/";
    private static final String LABELS = "labelsTr/";
    private static final String TEST_IMAGES = "imagesTs/";

    /** What would be an image by its ending, whatever dataset.json says. */
    private static final List<String> ENDINGS = List.of(
            ".nii.gz", ".nii", ".png", ".tif", ".tiff", ".jpg", ".jpeg", ".bmp", ".nrrd", ".mha", ".mhd", ".img",
            ".hdr");

    /**
     * What dataset.json says.
     *
     * @throws UserError if it is missing, or is none
     */
    DatasetFile datasetFile() {
        if (!Files.isDirectory(root)) {
            throw error("there is no folder '" + root + "'" + Pairs.where(root) + advice());
        }
        Path file = root.resolve(DatasetFile.NAME);
        if (!Files.isRegularFile(file)) {
            throw error("there is no file '" + file + "'" + Pairs.where(root) + advice());
        }
        return DatasetFile.read(file);
    }

    private String advice() {
        String below = folders().stream()
                .filter(folder -> Files.isRegularFile(folder.resolve(DatasetFile.NAME)))
                .findFirst()
                .map(folder -> "\n  '" + folder + "' has one: give that folder.")
                .orElse("");
        return "; nnU-Net's raw layout is a folder with dataset.json, imagesTr and labelsTr" + below;
    }

    private List<Path> folders() {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(root)) {
            return entries.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw error("folder '" + root + "' cannot be read: " + e.getMessage());
        }
    }

    /** How images and labels are called. */
    Pairs pairs(DatasetFile file) {
        List<FilePattern> patterns = IntStream.range(
                        0, isInOneFile(file) ? 1 : file.channels().size())
                .mapToObj(channel -> FilePattern.of(IMAGES + "{id}" + number(channel) + file.ending()))
                .toList();
        return new Pairs(
                arguments,
                root,
                new ImagePatterns(patterns),
                FilePattern.of(LABELS + "{id}" + file.ending()),
                Pairs.ROOT.name(),
                "label file");
    }

    private static String number(int channel) {
        return String.format(Locale.ROOT, "_%04d", channel);
    }

    /** A coloured picture holds three channels. */
    private boolean isInOneFile(DatasetFile file) {
        String second = number(1) + file.ending();
        return file.isOfPictures()
                && file.channels().size() == 3
                && files(IMAGES).stream().noneMatch(name -> name.endsWith(second));
    }

    /** @throws UserError if the option has a value: pictures are no stacks of slices */
    void refuseForPictures(Option option) {
        if (arguments.has(option.name())) {
            throw arguments.error(
                    option.name(), "found a value, but the data are pictures, each a case of its own; leave it out");
        }
    }

    /**
     * Files are called as dataset.json and the layout say, all of them.
     *
     * @throws UserError with the first that are not
     */
    void requireConvention(DatasetFile file) {
        for (String folder : List.of(IMAGES, LABELS)) {
            if (!Files.isDirectory(root.resolve(folder))) {
                throw error("there is no folder '" + root.resolve(folder) + "'" + advice());
            }
        }
        Pattern named = Pattern.compile(".+_([0-9]{4})" + Pattern.quote(file.ending()));
        List<String> proper = new ArrayList<>();
        List<String> others = new ArrayList<>();
        List<String> beyond = new ArrayList<>();
        int channels = file.channels().size();
        for (String name : files(IMAGES)) {
            Matcher matcher = named.matcher(name);
            if (matcher.matches()) {
                proper.add(name);
                if (Integer.parseInt(matcher.group(1)) >= channels) {
                    beyond.add(name);
                }
            } else if (isImage(name)) {
                others.add(name);
            }
        }
        String convention = "CASE" + number(0) + file.ending();
        if (!others.isEmpty()) {
            throw error((proper.isEmpty()
                            ? "no file of imagesTr is called "
                            : "imagesTr holds files of two conventions: " + proper.size() + " are called ")
                    + convention + " with the number of the channel, as nnU-Net's layout and the file_ending of"
                    + " dataset.json have it, and " + others.size() + " otherwise (" + FolderFiles.some(others)
                    + "); rename or convert them, or take them away");
        }
        if (!beyond.isEmpty()) {
            throw error(
                    "imagesTr has " + Words.count(beyond.size(), "file") + " of a channel that dataset.json does not"
                            + " name (" + FolderFiles.some(beyond) + "); it names " + channels + ", numbered from 0: "
                            + String.join(", ", file.channels()));
        }
        List<String> labels = files(LABELS).stream()
                .filter(name -> isImage(name) && !name.endsWith(file.ending()))
                .toList();
        if (!labels.isEmpty()) {
            throw error("labelsTr holds " + Words.count(labels.size(), "file")
                    + " that do not end as dataset.json says, in " + file.ending() + " (" + FolderFiles.some(labels)
                    + "); convert them, or take them away");
        }
    }

    /**
     * Every label has its image, and there are as many cases as dataset.json says.
     *
     * @param ids of the cases that have both
     */
    void requireComplete(Set<String> ids, DatasetFile file) {
        List<String> alone = files(LABELS).stream()
                .filter(name -> name.endsWith(file.ending()))
                .map(name -> name.substring(0, name.length() - file.ending().length()))
                .filter(id -> !ids.contains(id))
                .map(id -> "label file '" + LABELS + id + file.ending() + "' has no image: there is no file '" + IMAGES
                        + id + number(0) + file.ending() + "'")
                .toList();
        if (!alone.isEmpty()) {
            String more = alone.size() == 1 ? "" : "; so with " + (alone.size() - 1) + " more";
            throw new UserError(
                    error(alone.get(0) + " in '" + root + "'" + more).getMessage(),
                    alone.stream().map(problem -> error(problem).getMessage()).toList());
        }
        file.training().ifPresent(declared -> {
            if (declared != ids.size()) {
                throw error(
                        "dataset.json says that there are " + declared + " training cases (numTraining), and imagesTr"
                                + " has " + ids.size() + "; get what is missing, or correct the number");
            }
        });
    }

    /** A word on images that have no labels. */
    Optional<String> unlabelled(DatasetFile file) {
        String first = number(0) + file.ending();
        long cases =
                files(TEST_IMAGES).stream().filter(name -> name.endsWith(first)).count();
        return cases == 0
                ? Optional.empty()
                : Optional.of(Words.count(Math.toIntExact(cases), "image") + " of imagesTs "
                        + (cases == 1 ? "has" : "have") + " no labels and " + (cases == 1 ? "is" : "are")
                        + " not read; 'septum predict' segments that folder");
    }

    private static boolean isImage(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return ENDINGS.stream().anyMatch(lower::endsWith);
    }

    private List<String> files(String folder) {
        Path path = root.resolve(folder);
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try {
            return FolderFiles.in(path).files();
        } catch (IOException e) {
            throw error("folder '" + path + "' cannot be read: " + e.getMessage());
        }
    }

    private UserError error(String message) {
        return arguments.error(Pairs.ROOT.name(), message);
    }
}
