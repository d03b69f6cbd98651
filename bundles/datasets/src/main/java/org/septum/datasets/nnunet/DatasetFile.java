// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.nnunet;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.septum.api.UserError;
import org.septum.common.files.JsonFile;

/**
 * What dataset.json says, in nnU-Net's second version or in its first.
 *
 * @param channels what each shows, in order
 * @param training how many cases there are said to be
 * @param ending of image and label files, with its dot
 * @param citation the dataset's name, reference and licence, as far as they are given
 */
record DatasetFile(List<String> channels, LabelNumbers labels, OptionalInt training, String ending, String citation) {

    static final String NAME = "dataset.json";

    /** It grows with the number of cases only where it lists them, as the first version does. */
    private static final long LARGEST = 64L << 20;

    private static final int MOST_CHANNELS = 100;

    private static final List<String> VOLUMES = List.of(".nii.gz", ".nii");
    private static final List<String> PICTURES = List.of(".png", ".tif", ".tiff");

    /** Whose files have no {@code file_ending} are of the first version, which knows no other. */
    private static final String FIRST_VERSION = ".nii.gz";

    /**
     * Reads it.
     *
     * @throws UserError if it is no JSON, or lacks something or has it otherwise
     */
    static DatasetFile read(Path file) {
        JsonNode root = JsonFile.read(file, LARGEST, "nnU-Net's dataset.json");
        if (!root.isObject()) {
            throw new UserError(file + ": this is not nnU-Net's dataset.json: it is no JSON object");
        }
        if (root.has("dataset")) {
            throw new UserError(file + ": it lists its files under 'dataset'; that is not read: put, or link, the files"
                    + " into imagesTr and labelsTr, and take 'dataset' out");
        }
        String key = root.has("channel_names") ? "channel_names" : "modality";
        return new DatasetFile(
                channels(root.path(key), key, file),
                LabelNumbers.of(root, file),
                training(root, file),
                ending(root, file),
                citation(root));
    }

    private static List<String> channels(JsonNode node, String key, Path file) {
        String expected =
                ", expected is an object such as {\"0\": \"CT\"}, with a name for each channel numbered from 0";
        if (node.isMissingNode()) {
            throw new UserError(file + ": it has neither 'channel_names' nor, as old files do, 'modality'" + expected);
        }
        Map<Integer, String> names = new TreeMap<>();
        for (Map.Entry<String, JsonNode> channel : node.properties()) {
            if (!channel.getKey().matches("[0-9]{1,3}") || !channel.getValue().isTextual()) {
                throw new UserError(file + ": " + key + ": found " + node + expected);
            }
            names.put(Integer.parseInt(channel.getKey()), channel.getValue().asText());
        }
        if (names.isEmpty() || names.size() > MOST_CHANNELS) {
            throw new UserError(file + ": " + key + ": found " + names.size() + " channels, allowed are 1 to "
                    + MOST_CHANNELS + expected);
        }
        List<String> channels = new ArrayList<>();
        names.forEach((number, name) -> {
            if (number != channels.size()) {
                throw new UserError(
                        file + ": " + key + ": the channel " + channels.size() + " is missing in " + node + expected);
            }
            channels.add(name);
        });
        return List.copyOf(channels);
    }

    private static OptionalInt training(JsonNode root, Path file) {
        JsonNode node = root.path("numTraining");
        if (node.isMissingNode()) {
            return OptionalInt.empty();
        }
        if (!node.canConvertToInt() || !node.isIntegralNumber()) {
            throw new UserError(
                    file + ": numTraining: found " + node + ", expected is the number of cases in imagesTr");
        }
        return OptionalInt.of(node.asInt());
    }

    private static String ending(JsonNode root, Path file) {
        JsonNode node = root.path("file_ending");
        if (node.isMissingNode()) {
            return FIRST_VERSION;
        }
        String ending = node.asText().toLowerCase(Locale.ROOT);
        if (!node.isTextual() || Stream.of(VOLUMES, PICTURES).noneMatch(list -> list.contains(ending))) {
            throw new UserError(file + ": file_ending: found " + node + ", read are " + String.join(", ", VOLUMES)
                    + ", " + String.join(", ", PICTURES) + "; convert the files, and say so here");
        }
        return node.asText();
    }

    private static String citation(JsonNode root) {
        List<String> parts = new ArrayList<>();
        for (String key : List.of("name", "description", "reference", "licence", "license")) {
            String text = root.path(key).asText("").strip();
            if (!text.isEmpty() && !parts.contains(text)) {
                parts.add(text);
            }
        }
        return String.join(". ", parts);
    }

    boolean isOfPictures() {
        return PICTURES.contains(ending.toLowerCase(Locale.ROOT));
    }
}
