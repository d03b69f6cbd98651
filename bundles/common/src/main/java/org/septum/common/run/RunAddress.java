// SPDX-License-Identifier: Apache-2.0
package org.septum.common.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.septum.api.experiment.Experiment;
import org.septum.common.files.Sha256;

/**
 * Where the run of an experiment is recorded. The hash covers the resolved experiment and, where it starts from the weights
 * of a file, that file's content.
 *
 * @param seed the experiment's
 * @param hash SHA-256, 64 hexadecimal digits
 */
public record RunAddress(long seed, String hash) {

    private static final int SHORT = 8;

    /** Hashes of start weights, which all runs of an ablation may share, by what tells one state of a file from another. */
    private static final Map<Object, String> WEIGHTS = new ConcurrentHashMap<>();

    /** A file as it was when it was read. */
    private record FileState(Path file, Object key, long size, Object time) {}

    /** The address of an experiment's run. A file of weights that cannot be read has no content. */
    public static RunAddress of(Experiment experiment) {
        MessageDigest digest = Sha256.digest();
        digest.update(experiment.resolved().getBytes(StandardCharsets.UTF_8));
        experiment
                .model()
                .weights()
                .ifPresent(file -> digest.update(("weights " + weights(file)).getBytes(StandardCharsets.UTF_8)));
        return new RunAddress(experiment.seed(), HexFormat.of().formatHex(digest.digest()));
    }

    /** The name of the run's folder: seed-SEED-HASH, with eight digits of the hash. */
    public String name() {
        return "seed-" + seed + "-" + hash.substring(0, SHORT);
    }

    private static String weights(Path file) {
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            FileState state = new FileState(
                    file.toAbsolutePath().normalize(), found.fileKey(), found.size(), found.lastModifiedTime());
            String known = WEIGHTS.get(state);
            if (known == null) {
                known = Sha256.of(file);
                WEIGHTS.put(state, known);
            }
            return known;
        } catch (IOException e) {
            return "unreadable";
        }
    }
}
