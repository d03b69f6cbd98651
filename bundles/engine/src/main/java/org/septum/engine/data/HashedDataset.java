// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.septum.api.data.Dataset;
import org.septum.api.data.Image;
import org.septum.api.data.Sample;
import org.septum.api.data.SampleInfo;
import org.septum.common.files.Sha256;

/** A dataset that hashes each sample when it is first decoded, so that nobody decodes it only for that. */
public final class HashedDataset implements Dataset {

    /**
     * What a dataset delivers, group by group in its order, whatever files it comes from and whatever an experiment makes of it.
     *
     * @param images the SHA-256 of each group's samples: their ids, sizes, spacings and intensities as they were decoded
     * @param labels the SHA-256 of each group's ids and label maps
     */
    public record Contents(Map<String, String> images, Map<String, String> labels) {}

    /** The SHA-256 of a sample's image and of its labels. */
    private record Hashes(byte[] image, byte[] labels) {}

    private final Dataset dataset;
    private final Map<String, Hashes> known = new ConcurrentHashMap<>();

    public HashedDataset(Dataset dataset) {
        this.dataset = dataset;
    }

    @Override
    public Sample load(SampleInfo info) {
        Sample sample = dataset.load(info);
        // What is no sample is refused by who asked for it.
        boolean whole = sample != null && sample.image() != null && sample.labels() != null;
        if (whole && !known.containsKey(info.id())) {
            known.put(
                    info.id(),
                    new Hashes(
                            image(info, sample.image()), labels(sample.labels().values())));
        }
        return sample;
    }

    private static byte[] image(SampleInfo info, Image image) {
        MessageDigest digest = Sha256.digest();
        String shape = image.channels() + " " + image.height() + " " + image.width() + " "
                + info.spacing().map(Record::toString).orElse("unknown") + "\n";
        digest.update(shape.getBytes(StandardCharsets.UTF_8));
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * image.values().length);
        bytes.asFloatBuffer().put(image.values());
        return digest.digest(bytes.array());
    }

    private static byte[] labels(int[] labels) {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * labels.length);
        bytes.asIntBuffer().put(labels);
        return Sha256.digest().digest(bytes.array());
    }

    /** The contents of all groups; what nobody has loaded yet is decoded now. */
    public Contents contents() {
        Map<String, MessageDigest> images = new LinkedHashMap<>();
        Map<String, MessageDigest> labels = new LinkedHashMap<>();
        for (SampleInfo info : samples()) {
            if (!known.containsKey(info.id())) {
                load(info);
            }
            Hashes hashes = known.get(info.id());
            update(images, info, hashes.image);
            update(labels, info, hashes.labels);
        }
        return new Contents(hex(images), hex(labels));
    }

    private static void update(Map<String, MessageDigest> digests, SampleInfo info, byte[] hash) {
        MessageDigest digest = digests.computeIfAbsent(info.group(), group -> Sha256.digest());
        digest.update((info.id() + "\n").getBytes(StandardCharsets.UTF_8));
        digest.update(hash);
    }

    private static Map<String, String> hex(Map<String, MessageDigest> digests) {
        Map<String, String> hex = new LinkedHashMap<>();
        digests.forEach((group, digest) -> hex.put(group, HexFormat.of().formatHex(digest.digest())));
        return hex;
    }

    @Override
    public List<SampleInfo> samples() {
        return dataset.samples();
    }

    @Override
    public int channels() {
        return dataset.channels();
    }

    @Override
    public List<String> channelNames() {
        return dataset.channelNames();
    }

    @Override
    public List<String> imageFiles() {
        return dataset.imageFiles();
    }

    @Override
    public List<String> labels() {
        return dataset.labels();
    }

    @Override
    public Set<String> ignored() {
        return dataset.ignored();
    }

    @Override
    public Map<String, List<String>> regions() {
        return dataset.regions();
    }

    @Override
    public String citation() {
        return dataset.citation();
    }

    @Override
    public List<Integer> levels() {
        return dataset.levels();
    }

    @Override
    public List<String> notes() {
        return dataset.notes();
    }

    @Override
    public void close() {
        dataset.close();
    }
}
