// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.septum.api.data.Dataset;
import org.septum.engine.sample.Labelling;

/**
 * What a model takes and gives, as the dataset that it was trained on says: it can be used where that is not.
 *
 * @param channels of each image
 * @param channelNames what they show; may be empty
 * @param imageFiles how the files of an image are called; may be empty
 * @param levels the numbers that label files store; may be empty
 */
public record DatasetFacts(
        int channels, List<String> channelNames, List<String> imageFiles, Labelling labels, List<Integer> levels) {

    /** Below {@code data}. */
    public static final String KEY = "describes";

    public static DatasetFacts of(Dataset dataset) {
        return new DatasetFacts(
                dataset.channels(),
                dataset.channelNames(),
                dataset.imageFiles(),
                Labelling.of(dataset),
                dataset.levels());
    }

    /** Puts it into a record. */
    public void write(ObjectNode node) {
        node.put("channels", channels);
        channelNames.forEach(node.putArray("channel-names")::add);
        imageFiles.forEach(node.putArray("image-files")::add);
        labels.labels().forEach(node.putArray("labels")::add);
        levels.forEach(node.putArray("levels")::add);
        labels.ignored().forEach(node.putArray("ignored")::add);
        ObjectNode regions = node.putObject("regions");
        labels.regions().forEach((name, members) -> members.forEach(regions.putArray(name)::add));
    }

    /** What a record says; empty where an older Septum wrote it. */
    public static Optional<DatasetFacts> read(JsonNode data) {
        JsonNode node = data.path(KEY);
        if (!node.isObject()) {
            return Optional.empty();
        }
        Map<String, List<String>> regions = new LinkedHashMap<>();
        node.path("regions").properties().forEach(region -> regions.put(region.getKey(), texts(region.getValue())));
        List<Integer> levels = new ArrayList<>();
        node.path("levels").forEach(level -> levels.add(level.asInt()));
        return Optional.of(new DatasetFacts(
                node.path("channels").asInt(),
                texts(node.path("channel-names")),
                texts(node.path("image-files")),
                new Labelling(texts(node.path("labels")), new LinkedHashSet<>(texts(node.path("ignored"))), regions),
                levels));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return List.copyOf(texts);
    }

    /** In what other data differ so that a model cannot be used on them, in words; empty if in nothing. */
    public Optional<String> unlike(DatasetFacts other) {
        if (channels != other.channels || !channelNames.equals(other.channelNames)) {
            return Optional.of(
                    "channels: " + channels + " " + channelNames + " -> " + other.channels + " " + other.channelNames);
        }
        return labels.equals(other.labels)
                ? Optional.empty()
                : Optional.of("labels: " + labels.described() + " -> " + other.labels.described());
    }
}
